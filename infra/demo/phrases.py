"""What units report and why the Office decides, in the register of Party offices."""

from random import Random
from typing import Literal

Step = Literal["", "draft", "consulting", "submitted", "issued"]

PROGRESS: tuple[tuple[Step, str], ...] = (
    ("draft", "Đã phân công bộ phận chủ trì xây dựng {product}."),
    ("draft", "Đã thu thập số liệu, hoàn thành đề cương {product}."),
    ("draft", "Đã tổ chức khảo sát tại cơ sở, đang tổng hợp để xây dựng dự thảo {product}."),
    ("draft", "Đã thành lập tổ soạn thảo; dự thảo {product} đạt khoảng một nửa nội dung."),
    ("consulting", "Đã hoàn thành dự thảo {product}, đang lấy ý kiến các cơ quan, đơn vị liên quan."),
    (
        "consulting",
        "Dự thảo {product} đã gửi lấy ý kiến lần hai; đã nhận được ý kiến của phần lớn các đơn vị.",
    ),
    ("consulting", "Đang tiếp thu, giải trình ý kiến góp ý đối với dự thảo {product}."),
    ("submitted", "Đã hoàn thiện dự thảo {product}, trình lãnh đạo cho ý kiến trước khi ban hành."),
    ("submitted", "Dự thảo {product} đã được tập thể lãnh đạo thông qua, đang hoàn thiện thể thức."),
)
"""How far the work has come, from the beginning to just before the end."""

STANDING = (
    "Trong kỳ đã triển khai thường xuyên theo kế hoạch; không có vướng mắc lớn.",
    "Đã chỉ đạo các bộ phận trực thuộc thực hiện; kết quả cụ thể nêu trong báo cáo kèm theo.",
    "Đã lồng ghép vào chương trình công tác của đơn vị, tổ chức kiểm tra tại một số cơ sở.",
    "Duy trì thực hiện có nền nếp; đã chấn chỉnh một số nơi triển khai còn chậm.",
    "Đã tổ chức sinh hoạt chuyên đề, nhân rộng một số cách làm hay trong đơn vị.",
)

DONE = (
    "Đã hoàn thành, ban hành {product}; đề nghị Văn phòng Tỉnh ủy xác nhận.",
    "{product} đã được ban hành và gửi các cơ quan, đơn vị thực hiện.",
    "Đã hoàn thành các nội dung được giao, sản phẩm là {product} kèm theo.",
)

SUMMED_UP = "Đã tổng kết việc thực hiện; đề nghị kết thúc theo dõi nhiệm vụ này."

DIFFICULTIES = (
    "Nội dung liên quan nhiều ngành, việc cho ý kiến còn chậm.",
    "Chưa bố trí đủ kinh phí thực hiện.",
    "Văn bản hướng dẫn của cấp trên chưa đầy đủ.",
    "Cán bộ theo dõi có thay đổi, phải bàn giao lại công việc.",
    "Khối lượng công việc lớn trong khi biên chế giảm.",
    "Số liệu từ cơ sở gửi lên chưa thống nhất.",
)

PROPOSALS = (
    "Đề nghị Ủy ban nhân dân tỉnh xem xét bổ sung kinh phí.",
    "Đề nghị Văn phòng Tỉnh ủy đôn đốc các cơ quan phối hợp cho ý kiến.",
    "Đề nghị Ban Thường vụ Tỉnh ủy cho chủ trương đối với nội dung còn ý kiến khác nhau.",
)

MORE = (
    "Báo cáo chưa có số liệu so sánh với chỉ tiêu được giao; đề nghị bổ sung.",
    "Đề nghị làm rõ nguyên nhân chậm và thời gian hoàn thành cụ thể.",
    "Báo cáo còn chung chung; đề nghị nêu kết quả cụ thể trong kỳ.",
)

MORE_OF_PRODUCT = (
    "Đề nghị nêu rõ số, ngày văn bản sản phẩm và gửi kèm bản ký số.",
    "Sản phẩm chưa đúng loại văn bản nêu trong nhiệm vụ; đề nghị rà soát lại.",
    "Sản phẩm chưa có phụ lục phân công, thời hạn; đề nghị bổ sung.",
)

EXTENSION = (
    "Cần thêm thời gian lấy ý kiến các cơ quan liên quan",
    "Chờ hướng dẫn của Trung ương",
    "Điều chỉnh phạm vi đề án theo chỉ đạo của Ban Thường vụ Tỉnh ủy",
    "Tập trung lực lượng cho việc sắp xếp tổ chức bộ máy",
    "Ảnh hưởng của mưa lũ tại địa bàn",
)

SUSPENSION = ("Tạm dừng chờ quy định mới của Trung ương", "Tạm dừng để rà soát sự phù hợp với quy hoạch tỉnh")
RESUMPTION = "Đã có quy định mới, tiếp tục thực hiện"
REMOVAL = (
    "Nội dung đã được lồng ghép vào nhiệm vụ khác",
    "Không còn phù hợp sau khi Trung ương thay đổi chủ trương",
    "Kết thúc theo dõi qua rà soát đầu nhiệm kỳ",
)
REOPENING = (
    "Sản phẩm cần bổ sung theo kết luận của Ban Thường vụ Tỉnh ủy",
    "Kết quả kiểm tra cho thấy chưa đầy đủ",
)
WITHDRAWAL = "Phát hiện sản phẩm còn sai sót, đơn vị xin rút để hoàn thiện"
WRONG_DAY = "Ghi nhầm ngày văn bản sản phẩm"
WRONG_DEADLINE = "Nhập nhầm thời hạn so với văn bản"
WRONG_REPORT = "Số liệu trong báo cáo bị nhầm"
NOT_THIS_TASK = "Báo cáo nhập nhầm nhiệm vụ"
WRONG_NUMBER = "Gõ nhầm số văn bản"
WRONG_WORDS = "Thiếu chữ so với bản giấy"
REMARKS = (
    "Đơn vị đã gửi báo cáo hoàn thành trong kỳ, đề nghị xác nhận trước khi chốt.",
    "Đề nghị rà soát lại hạn của một nhiệm vụ đã được gia hạn bằng văn bản.",
    "Một nhiệm vụ đã chuyển sang đơn vị khác chủ trì, đề nghị không tính vào số liệu của đơn vị.",
)
ANSWERS = (
    "Đã kiểm tra, số liệu khớp với văn bản đang lưu.",
    "Đã xác nhận theo ngày văn bản; số liệu tạm tính đã thay đổi.",
    "Đề nghị đơn vị gửi văn bản; nội dung được tính vào kỳ sau.",
)


def progress(way: float, product: str) -> tuple[Step, str]:
    """The step and the results of a report, where so much of the way is gone (0 to 1)."""
    step, said = PROGRESS[min(int(way * len(PROGRESS)), len(PROGRESS) - 1)]
    return step, said.format(product=product[0].lower() + product[1:])


def done(dice: Random, product: str) -> str:
    """The results of a report that claims completion."""
    said = dice.choice(DONE).format(product=product[0].lower() + product[1:])
    return said[0].upper() + said[1:]
