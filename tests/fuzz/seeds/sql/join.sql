SELECT f.path, s.line, s.name FROM symbols s JOIN files f ON f.id = s.file WHERE s.name LIKE '%x%' ORDER BY 1 LIMIT 3
