import http.server

first = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
second = http.server.HTTPServer(
    ("127.0.0.1", first.server_address[1]), http.server.SimpleHTTPRequestHandler
)
