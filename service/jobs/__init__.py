"""One plan, many units: tables of units in and out, batches of documents."""
