print("ft")
