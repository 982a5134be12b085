# 邸报 Dibao for one machine: docker compose up (see docker-compose.yml).
FROM python:3.12-slim AS build
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 DIBAO_PROFILE=production DIBAO_DATA_DIR=/data
WORKDIR /app
RUN useradd --create-home --uid 1000 dibao && install -d -o dibao -g dibao /data
COPY --from=build /venv /venv
COPY . .
USER dibao
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "config.wsgi", "--config", "config/gunicorn.py", "--bind", "0.0.0.0:8000"]
