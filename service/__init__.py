"""Makes Kế hoạch, Báo cáo and Thông báo kết quả of public offices as .docx files ready for signature."""
