"""The direct cash forecast of a shop, day by day: what is in flight, new sales, costs, and the gap they leave."""
