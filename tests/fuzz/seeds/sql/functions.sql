SELECT printf('%d', 3), json_object('a', 1), hex(randomblob(4)), load_extension('x')
