import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer


def start(cfg, answer):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = json.dumps(answer()).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = HTTPServer((cfg["host"], cfg["port"]), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
