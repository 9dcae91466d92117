from stockroom.errors import StockError
from stockroom.warehouse import Warehouse

__all__ = ["StockError", "Warehouse"]
