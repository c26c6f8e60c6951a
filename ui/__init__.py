"""The doors: web page, HTTP API, terminal and scripts. Each is thin and speaks only to the agent's façade."""
