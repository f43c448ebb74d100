"""The page evaluators carry to a unit: installed on the phone, working without a signal."""
