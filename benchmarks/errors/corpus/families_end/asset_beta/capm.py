import numpy as np

from prices import asset_returns, market_returns, read_prices

RISK_FREE = 0.0001

prices = read_prices("prices.csv")
m = market_returns(prices)
a = asset_returns(prices, "acme")
print(f"{len(m)} market returns, {len(a)} asset returns")

excess = (a - RISK_FREE) * (m - RISK_FREE)
cov = excess.mean() - (a - RISK_FREE).mean() * (m - RISK_FREE).mean()
beta = cov / m.var(ddof=0)
print(f"beta = {beta:.3f}")
assert np.isfinite(beta), "beta is not finite"
