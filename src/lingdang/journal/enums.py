READ_JOURNAL = "journal.read"
RETRY_DELIVERY = "journal.retry_delivery"
