SELECT from_module, count(*) FROM uses GROUP BY 1 HAVING count(*) > 1
