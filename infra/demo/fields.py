"""What the tasks are about: the fields of a province's work, who leads in them, and what is asked for."""

from typing import NamedTuple

from domain.assignment_facts import Completion


class Field(NamedTuple):
    """A field of work. ``leads``: units as of 2020, who is named more often leads more often; "*": a locality."""

    heading: str
    leads: tuple[str, ...]
    matters: tuple[str, ...]


def _field(heading: str, leads: str, matters: str) -> Field:
    return Field(heading, tuple(leads.split()), tuple(line.strip() for line in matters.strip().splitlines()))


FIELDS = {
    "đảng": _field(
        "Xây dựng Đảng",
        "ban-to-chuc ban-to-chuc ban-to-chuc ubkt du-khoi van-phong-tu ban-tuyen-giao truong-chinh-tri so-noi-vu",
        """
        công tác phát triển đảng viên trong doanh nghiệp ngoài khu vực nhà nước
        việc đổi mới nội dung sinh hoạt chi bộ theo chuyên đề
        công tác đánh giá, xếp loại tổ chức đảng và đảng viên
        công tác quy hoạch cán bộ lãnh đạo, quản lý các cấp
        việc luân chuyển, điều động cán bộ về cơ sở
        công tác bảo vệ chính trị nội bộ
        việc kiện toàn chức danh bí thư chi bộ thôn, bản, khối phố
        việc sử dụng sổ tay đảng viên điện tử
        công tác đào tạo, bồi dưỡng lý luận chính trị cho cán bộ cơ sở
        việc số hóa hồ sơ đảng viên, hồ sơ cán bộ
        """,
    ),
    "kiểm tra": _field(
        "Kiểm tra, giám sát",
        "ubkt ubkt ubkt ban-noi-chinh thanh-tra du-khoi van-phong-tu",
        """
        việc chấp hành quy chế làm việc của cấp ủy
        công tác giám sát chuyên đề đối với người đứng đầu
        việc kê khai, kiểm soát tài sản, thu nhập của cán bộ
        công tác kiểm tra tài chính đảng ở các đảng bộ trực thuộc
        việc giải quyết đơn thư tố cáo đối với đảng viên
        việc khắc phục hạn chế, khuyết điểm sau kết luận kiểm tra
        việc chấp hành quy định về những điều đảng viên không được làm
        công tác phòng ngừa vi phạm từ sớm, từ cơ sở
        việc nêu gương của cán bộ lãnh đạo chủ chốt
        quy trình bổ nhiệm, giới thiệu ứng cử
        """,
    ),
    "tuyên giáo": _field(
        "Tuyên giáo, dân vận",
        "ban-tuyen-giao ban-tuyen-giao ban-dan-van ban-dan-van mttq bao-song-lam dai-ptth truong-chinh-tri "
        "hoi-nha-bao hoi-vhnt tinh-doan hoi-ccb hoi-phu-nu ldld hoi-nong-dan",
        """
        việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh
        công tác bảo vệ nền tảng tư tưởng của Đảng trên không gian mạng
        việc nắm bắt và định hướng dư luận xã hội
        phong trào thi đua dân vận khéo
        công tác dân chủ ở cơ sở
        việc đối thoại của người đứng đầu cấp ủy, chính quyền với Nhân dân
        công tác vận động đồng bào các tôn giáo
        việc biên soạn, giảng dạy lịch sử đảng bộ địa phương
        công tác thông tin đối ngoại
        việc tập hợp đoàn viên, hội viên ở khu công nghiệp và địa bàn khó khăn
        """,
    ),
    "nội chính": _field(
        "Nội chính, cải cách tư pháp",
        "ban-noi-chinh ban-noi-chinh tand vksnd thads thanh-tra so-tu-phap hoi-luat-gia du-cong-an",
        """
        công tác phòng, chống tham nhũng, lãng phí, tiêu cực
        việc giải quyết các vụ việc khiếu nại đông người, kéo dài
        công tác thi hành án dân sự, thu hồi tài sản bị thất thoát
        công tác hòa giải ở cơ sở
        việc theo dõi, xử lý các vụ án, vụ việc dư luận quan tâm
        công tác trợ giúp pháp lý cho người yếu thế
        việc tiếp công dân định kỳ của người đứng đầu cấp ủy
        việc thi hành kết luận thanh tra, kiểm toán
        công tác cải cách tư pháp
        việc phổ biến, giáo dục pháp luật cho đồng bào vùng cao
        """,
    ),
    "kinh tế": _field(
        "Phát triển kinh tế",
        "bcsd-ubnd bcsd-ubnd bcsd-ubnd so-khdt so-tai-chinh so-cong-thuong thue kho-bac nhnn hai-quan thong-ke bql-kkt "
        "tt-xtdt lm-htx cuc-qltt dang-doan-hdnd dien-luc",
        """
        việc phân bổ, giải ngân vốn đầu tư công
        công tác thu hút đầu tư vào khu kinh tế và các khu công nghiệp
        công tác chống thất thu ngân sách
        việc tháo gỡ khó khăn cho doanh nghiệp nhỏ và vừa
        việc phát triển kinh tế tập thể, hợp tác xã
        việc mở rộng tín dụng phục vụ sản xuất, kinh doanh
        công tác quản lý thị trường, chống hàng giả
        việc cơ cấu lại, thoái vốn tại doanh nghiệp nhà nước
        việc phát triển kinh tế biển và dịch vụ hậu cần cảng
        công tác bảo đảm cung ứng điện cho sản xuất và sinh hoạt
        """,
    ),
    "giao thông": _field(
        "Hạ tầng giao thông, đô thị",
        "bcsd-ubnd bcsd-ubnd so-gtvt so-gtvt so-xay-dung bqlda-gt bqlda-dd so-tai-chinh *",
        """
        việc giải phóng mặt bằng tuyến đường ven biển
        việc đẩy nhanh tiến độ dự án cầu Lam Giang
        việc nâng cấp các tuyến đường tỉnh xuống cấp
        công tác quy hoạch đô thị Lam Thành mở rộng
        việc bảo đảm trật tự, an toàn giao thông
        việc chỉnh trang đô thị, xử lý điểm ngập úng
        việc nâng cấp luồng vào cảng Cửa Lam
        việc phát triển nhà ở xã hội cho công nhân
        việc rà soát quy hoạch chung các thị trấn, khu dân cư nông thôn
        công tác quản lý chất lượng công trình xây dựng
        """,
    ),
    "nông nghiệp": _field(
        "Nông nghiệp, tài nguyên và môi trường",
        "bcsd-ubnd bcsd-ubnd so-nnptnt so-nnptnt so-tnmt so-tnmt hoi-nong-dan bqlda-nn vuon-quoc-gia lm-htx * *",
        """
        chương trình xây dựng nông thôn mới nâng cao
        việc phát triển vùng cam, vùng chè hàng hóa
        công tác quản lý đất đai, khoáng sản
        công tác bảo vệ rừng đầu nguồn, phòng cháy, chữa cháy rừng
        việc thu gom, xử lý rác thải sinh hoạt nông thôn
        công tác phòng, chống thiên tai, bảo đảm an toàn hồ đập
        việc cấp giấy chứng nhận quyền sử dụng đất lần đầu
        việc chống khai thác hải sản bất hợp pháp
        chương trình mỗi xã một sản phẩm
        việc di dân khỏi vùng sạt lở
        """,
    ),
    "số": _field(
        "Khoa học, công nghệ, chuyển đổi số",
        "bcsd-ubnd bcsd-ubnd so-tttt so-tttt so-khcn so-khcn van-phong-tu vp-ubnd lhh-khkt buu-dien",
        """
        việc dùng chung cơ sở dữ liệu của tỉnh
        công tác bảo đảm an toàn thông tin mạng trong các cơ quan đảng
        việc liên thông văn bản điện tử giữa các cơ quan trong hệ thống chính trị
        việc phổ cập kỹ năng số cho người dân
        việc nghiên cứu, ứng dụng khoa học vào sản xuất
        việc phủ sóng viễn thông tại các bản vùng cao
        việc thử nghiệm mô hình đô thị thông minh
        công tác hỗ trợ doanh nghiệp khởi nghiệp sáng tạo
        việc số hóa tài liệu lưu trữ lịch sử của Đảng bộ tỉnh
        việc ứng dụng trí tuệ nhân tạo trong công tác tham mưu
        """,
    ),
    "giáo dục": _field(
        "Giáo dục và đào tạo",
        "bcsd-ubnd bcsd-ubnd so-gddt so-gddt so-gddt so-ldtbxh du-dai-hoc tinh-doan so-noi-vu",
        """
        việc sắp xếp mạng lưới trường, lớp
        công tác tuyển dụng, bố trí giáo viên còn thiếu
        việc xây dựng trường đạt chuẩn quốc gia
        công tác đào tạo nghề cho lao động nông thôn
        việc dạy và học ngoại ngữ trong trường phổ thông
        việc đầu tư trường phổ thông nội trú vùng biên giới
        công tác phân luồng học sinh sau trung học cơ sở
        chương trình giáo dục phổ thông mới
        công tác đào tạo nhân lực chất lượng cao
        việc phòng, chống đuối nước, bạo lực học đường
        """,
    ),
    "y tế": _field(
        "Y tế, an sinh xã hội",
        "bcsd-ubnd bcsd-ubnd so-y-te so-y-te bhxh so-ldtbxh ban-bvcssk hoi-ctd mttq du-y-khoa",
        """
        công tác phòng, chống dịch bệnh
        việc mở rộng đối tượng tham gia bảo hiểm y tế, bảo hiểm xã hội
        việc xóa nhà tạm, nhà dột nát
        công tác giảm nghèo bền vững
        việc củng cố y tế cơ sở
        công tác chăm sóc người có công với cách mạng
        việc bảo đảm thuốc, vật tư y tế cho khám, chữa bệnh
        công tác bảo vệ, chăm sóc sức khỏe cán bộ
        công tác bảo vệ, chăm sóc trẻ em có hoàn cảnh đặc biệt
        việc triển khai hồ sơ sức khỏe điện tử
        """,
    ),
    "văn hóa": _field(
        "Văn hóa, du lịch, đối ngoại",
        "bcsd-ubnd bcsd-ubnd so-vhtt so-vhtt so-du-lich so-du-lich ban-tuyen-giao hoi-vhnt so-dttg so-ngoai-vu tt-xtdt",
        """
        việc bảo tồn, phát huy dân ca ví, giặm trong cộng đồng
        việc phát triển du lịch biển Cửa Lam
        việc tu bổ các di tích lịch sử cách mạng
        phong trào toàn dân đoàn kết xây dựng đời sống văn hóa
        việc xây dựng thiết chế văn hóa, thể thao ở cơ sở
        công tác quảng bá, xúc tiến du lịch
        việc phát triển du lịch cộng đồng vùng cao
        việc bảo tồn tiếng nói, chữ viết của đồng bào dân tộc thiểu số
        công tác quản lý lễ hội
        công tác hợp tác với các địa phương nước bạn
        """,
    ),
    "quốc phòng": _field(
        "Quốc phòng, an ninh",
        "du-quan-su du-quan-su du-cong-an du-cong-an du-cong-an du-bien-phong hoi-ccb *",
        """
        việc xây dựng khu vực phòng thủ tỉnh
        công tác tuyển quân, huấn luyện dự bị động viên
        công tác phòng, chống tội phạm và tệ nạn ma túy
        việc xây dựng xã, phường không có ma túy
        công tác quản lý, bảo vệ biên giới
        phong trào toàn dân bảo vệ an ninh Tổ quốc
        việc bố trí công an chính quy ở cơ sở
        công tác phòng cháy, chữa cháy và cứu nạn, cứu hộ
        công tác bảo đảm an ninh mạng
        việc cấp căn cước và định danh điện tử cho người dân
        """,
    ),
    "bộ máy": _field(
        "Tổ chức bộ máy, cải cách hành chính",
        "ban-to-chuc ban-to-chuc so-noi-vu so-noi-vu bcsd-ubnd vp-ubnd vp-hdnd tt-hcc so-tu-phap so-tai-chinh *",
        """
        việc sắp xếp tổ chức bộ máy, tinh giản biên chế
        công tác cải cách thủ tục hành chính
        việc bố trí, sử dụng trụ sở sau sắp xếp
        việc nâng cao chỉ số hài lòng của người dân
        chính sách đối với cán bộ dôi dư
        việc phân cấp, phân quyền cho cơ sở
        việc giải quyết thủ tục hành chính không phụ thuộc địa giới
        việc vận hành trung tâm phục vụ hành chính công
        việc xác định vị trí việc làm trong các cơ quan
        việc bàn giao hồ sơ, tài liệu, tài sản khi sắp xếp
        """,
    ),
}


class Asked(NamedTuple):
    """What is asked for: the words around the matter, the product, its kind, what completes it."""

    words: str
    product: str
    code: str
    completion: Completion


ASKED = (
    Asked("Xây dựng, ban hành kế hoạch thực hiện {}", "Kế hoạch", "KH", Completion.ISSUED),
    Asked(
        "Rà soát, đánh giá thực trạng {}; báo cáo Ban Thường vụ Tỉnh ủy",
        "Báo cáo",
        "BC",
        Completion.SUBMITTED,
    ),
    Asked(
        "Tham mưu ban hành chỉ thị tăng cường lãnh đạo đối với {}", "Tờ trình", "TTr", Completion.SUBMITTED
    ),
    Asked("Sơ kết, đánh giá kết quả {}", "Báo cáo sơ kết", "BC", Completion.ISSUED),
    Asked("Xây dựng đề án nâng cao hiệu quả {}", "Đề án", "ĐA", Completion.SUBMITTED),
    Asked("Hướng dẫn các cấp, các ngành về {}", "Hướng dẫn", "HD", Completion.ISSUED),
    Asked("Ban hành quy chế phối hợp trong {}", "Quy chế", "QC", Completion.ISSUED),
    Asked("Tổng hợp vướng mắc, đề xuất giải pháp tháo gỡ đối với {}", "Báo cáo", "BC", Completion.SUBMITTED),
    Asked("Tổ chức kiểm tra, giám sát {}", "Thông báo kết quả", "TB", Completion.ISSUED),
    Asked("Lựa chọn mô hình điểm và nhân rộng cách làm hay trong {}", "Kế hoạch", "KH", Completion.ISSUED),
    Asked("Cân đối, bố trí nguồn lực cho {}", "Phương án", "KH", Completion.ISSUED),
    Asked("Xây dựng chỉ tiêu, biểu mẫu theo dõi {}", "Quyết định", "QĐ", Completion.ISSUED),
)

FOR_ALL = (
    Asked(
        "Lãnh đạo rà soát, sắp xếp, bố trí cán bộ và trụ sở làm việc; báo cáo kết quả vận hành bộ máy mới",
        "Báo cáo",
        "BC",
        Completion.SUBMITTED,
    ),
    Asked(
        "Xây dựng chương trình hành động của đảng bộ thực hiện nghị quyết đại hội đảng bộ các cấp",
        "Chương trình hành động",
        "CTr",
        Completion.ISSUED,
    ),
    Asked(
        "Ban hành kế hoạch số hóa hồ sơ đảng viên và sử dụng văn bản điện tử trong đảng bộ",
        "Kế hoạch",
        "KH",
        Completion.ISSUED,
    ),
    Asked(
        "Tổng kết, đánh giá, xếp loại tổ chức đảng, đảng viên; báo cáo kết quả",
        "Báo cáo",
        "BC",
        Completion.SUBMITTED,
    ),
)
"""What every xã and phường is asked for at once, the first after the reorganisation."""
