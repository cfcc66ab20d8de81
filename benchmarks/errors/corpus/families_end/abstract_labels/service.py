"""Local annotator service; any key of at least 8 characters will do."""
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        if len(token) < 8:
            status, body = 401, {"error": "unauthorized"}
        else:
            status, body = 200, {"label": "biology" if "cell" in text else "physics"}
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *args):
        pass


def start():
    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
