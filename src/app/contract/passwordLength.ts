/** Characters that a password has at least. */
export const shortestPassword = 12

/** Characters that a password has at most: hashing a book would keep the server busy. */
export const mostPasswordLength = 256
