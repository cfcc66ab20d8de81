import pandas as pd


def read_prices(path):
    return pd.read_csv(path, parse_dates=["date"], index_col="date")


def market_returns(prices):
    return prices["index"].pct_change().dropna()


def asset_returns(prices, name):
    series = prices[name]
    return series.pct_change().dropna().reset_index(drop=True)
