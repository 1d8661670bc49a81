"""Question files of spreadsheets: XLSX, XLS, ODS and CSV in whatever shape, and the template."""
