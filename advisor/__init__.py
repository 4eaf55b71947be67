"""A financing advisor for e-commerce micro-merchants."""
