"""The papers of a round: what stands in them, before it is written as PDF, DOCX, XLSX or PPTX."""
