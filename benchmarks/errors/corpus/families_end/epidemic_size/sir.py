def final_size(p, dt=0.1, days=200):
    s, i, r = p.n - p.i0, p.i0, 0.0
    for _ in range(int(days / dt)):
        infected = p.beta * s * i / p.n * dt
        recovered = p.gamma * i * dt
        s, i, r = s - infected, i + infected - recovered, r + recovered
    return r
