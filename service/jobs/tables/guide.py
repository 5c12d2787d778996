"""What the sheet “Hướng dẫn” of the template says to the clerk."""

GUIDE = (
    "Cách điền bảng",
    "Mỗi đơn vị một dòng ở trang “Đơn vị”. Ghi mã hoặc tên đơn vị; tên trùng ở nhiều tỉnh thì ghi thêm tỉnh.",
    "Ô để trống thì lấy theo dữ liệu chung (kế hoạch). Ô có giá trị thì thay giá trị chung, chỉ cho đơn vị đó.",
    "Cột có dấu * phải có giá trị: trong bảng hoặc trong dữ liệu chung. Đưa chuột lên tiêu đề để xem cách ghi.",
    "Các trang sau (nhiệm vụ, chỉ tiêu...) có nhiều dòng cho một đơn vị; dòng không ghi đơn vị thuộc đơn vị ở trên.",
    "Ghi “Nhãn” của mục có sẵn trong kế hoạch thì chỉ đổi mục đó; không có nhãn nào như vậy thì thay cả danh sách.",
    "Trang để trống thì danh sách lấy theo dữ liệu chung.",
    "Trong chữ của kế hoạch có thể ghi {đơn vị}, {tên đơn vị}, {loại đơn vị}, {tỉnh}: mỗi văn bản in tên đơn vị mình.",
    "Dòng có chữ “Ví dụ” ở cột TT không được tính. Đổi tên, đổi chỗ hay xóa cột đều được; đừng xóa dòng 2 (đang ẩn).",
    "Số ghi dấu phẩy trước phần lẻ (90,5). Ngày ghi 05/3/2026. Xuống dòng trong ô: Alt + Enter.",
)
