"""One report a file, and the export to XLSX."""
