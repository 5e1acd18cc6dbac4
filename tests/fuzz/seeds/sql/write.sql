DELETE FROM modules; ATTACH 'x' AS y; PRAGMA page_size
