"""The one owner of LibreOffice: .docx in, PDF out; that it is not there is an answer, not a failure."""
