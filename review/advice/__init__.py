"""The words for each reason code: one table for each thing they speak of."""
