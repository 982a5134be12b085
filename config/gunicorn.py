"""How gunicorn serves: threads for readers, the dictionary loaded once before workers fork."""

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
preload_app = True
accesslog = None
# The socket would be one for all archives of a user; signals to the master do all we need.
control_socket_disable = True
