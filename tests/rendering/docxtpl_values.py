"""Values for the templates that the engine is compared with docxtpl on."""

TASKS = [
    {
        "name": "Rà soát thủ tục",
        "lead": "Phòng Nội vụ",
        "steps": ["lập danh mục", "niêm yết"],
        "due": "05/3/2025",
    },
    {"name": "Tiếp công dân & đối thoại", "lead": "Thanh tra", "steps": [], "due": ""},
    {
        "name": 'Tuyên truyền "Dân vận khéo"',
        "lead": "UBND <xã>",
        "steps": ["một", "hai", "ba"],
        "due": "12/12/2025",
    },
]
VALUES = {
    "name": "Kế hoạch năm 2025",
    "office": {"name": "Ủy ban nhân dân huyện Ba Tơ", "place": "Ba Tơ"},
    "tasks": TASKS,
    "empty": "",
    "nothing": [],
    "colour": "FF0000",
    "span": "3",
    "width": "1234567",
    "columns": ["Quý I", "Quý II", "Quý III", "Quý IV"],
    "one_column": ["Năm"],
    "lines": "dòng một\ndòng hai\n  dòng ba",
    "tabs": "cột 1\tcột 2\tcột 3",
    "paragraphs": "đoạn một\ađoạn hai\ađoạn ba",
    "pages": "trang một\ftrang hai",
    "sharp": "5 < 6 & 7 > 2 \"đúng\" 'vậy'",
}
