from bs4 import BeautifulSoup

print(BeautifulSoup("<p>", "html.parser"))
