class StockError(ValueError):
    """What a warehouse refuses."""
