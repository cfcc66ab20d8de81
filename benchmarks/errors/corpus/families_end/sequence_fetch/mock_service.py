"""Stands in for the sequence service when there is no network."""
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PER_SECOND = 3
_hits = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        now = time.monotonic()
        _hits[:] = [t for t in _hits if now - t < 1.0]
        ok = len(_hits) < PER_SECOND
        if ok:
            _hits.append(now)
        self.send_response(200 if ok else 429)
        if not ok:
            self.send_header("Retry-After", "1")
        self.end_headers()
        acc = self.path.rsplit("/", 1)[-1]
        self.wfile.write(json.dumps({"id": acc, "length": 100 + len(acc)}).encode())

    def log_message(self, *args):
        pass


def start():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
