from stockroom.values import plain


def stock_list(warehouse):
    """A line per item and place where there is something."""
    lines = []
    for sku in sorted(warehouse.items):
        for place in warehouse.places():
            quantity = warehouse.stock(sku, place)
            if quantity:
                lines.append(f"{sku}  {place}  {plain(quantity)}")
    return "\n".join(lines)
