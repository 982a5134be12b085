"""How gunicorn serves: threads for readers, the dictionary loaded once before workers fork."""

worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
# A query of 500 Chinese characters is 4,500 bytes in an address; 8,190 is the most there is.
limit_request_line = 8190
preload_app = True
accesslog = None
# The socket would be one for all archives of a user; signals to the master do all we need.
control_socket_disable = True
