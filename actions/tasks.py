"""The tasks, and the wishes that begin them."""

TASKS = {
    "start_swot": "swot",
    "start_cash_cycle": "cash_cycle",
    "start_forecast": "forecast",
    "find_financing": "financing",
    "request_loan": "financing",
}
