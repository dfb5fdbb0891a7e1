"""The districts of the province "Sông Lam" until 30/6/2025 and the xã and phường that came after them.

All names are made up; where one is like that of a real place, it is by chance.
"""

from typing import NamedTuple


class District(NamedTuple):
    """A district's party committee; its area, the first named being its seat."""

    key: str
    name: str
    short: str
    wards: str = ""
    villages: str = ""

    @property
    def communes(self) -> list[str]:
        """ "Phường Trường Sơn", "Xã Tam Sơn" …"""
        named = (("Phường", self.wards), ("Xã", self.villages))
        return [f"{kind} {name}" for kind, names in named for name in names.split(", ") if name]


DISTRICTS = (
    District(
        "thanh-uy-lam-thanh",
        "Thành ủy Lam Thành",
        "Lam Thành",
        wards="Trường Sơn, Lam Thành, Bến Ngự, Đông Thịnh, Tây Thịnh, Hà Phong, Quán Lam, Vinh Hòa, Phú Hậu, "
        "Nam Thành, Hưng Lễ",
    ),
    District(
        "thi-uy-cua-lam",
        "Thị ủy Cửa Lam",
        "Cửa Lam",
        wards="Cửa Lam, Hải An, Hải Thịnh, Ngư Lộc, Thu Hải",
        villages="Nghi Hải, Lộc Hải, Xuân Hải, Bình Hải, Diêm Hải",
    ),
    District(
        "huyen-uy-tam-giang",
        "Huyện ủy Tam Giang",
        "Tam Giang",
        villages="Tam Sơn, Tam Lộc, Tam Thái, Tam Hòa, Tam Phước, Giang Sơn, Giang Đông, Giang Tây, Bình Giang, "
        "Phú Giang, Long Giang",
    ),
    District(
        "huyen-uy-thanh-lam",
        "Huyện ủy Thanh Lâm",
        "Thanh Lâm",
        villages="Thanh Lâm, Thanh Sơn, Thanh Thủy, Thanh Hòa, Thanh Phong, Thanh Tiên, Thanh Xuân, Thanh Liên, "
        "Thanh Khê, Hạnh Lâm, Ngọc Lâm",
    ),
    District(
        "huyen-uy-nam-kim",
        "Huyện ủy Nam Kim",
        "Nam Kim",
        villages="Nam Kim, Nam Xuân, Nam Lộc, Nam Cường, Nam Nghĩa, Kim Sơn, Kim Thành, Kim Lộc, Vạn An, "
        "Khánh Sơn, Thượng Kim",
    ),
    District(
        "huyen-uy-dong-thanh",
        "Huyện ủy Đông Thành",
        "Đông Thành",
        villages="Đông Thành, Diên Hòa, Diên Thịnh, Diên Phú, Diên Kỷ, Diên Lâm, Đông Lộc, Đông Hải, Đông Phú, "
        "Yên Phú, Minh Thành",
    ),
    District(
        "huyen-uy-que-giang",
        "Huyện ủy Quế Giang",
        "Quế Giang",
        villages="Quế Giang, Quế Sơn, Quế Lâm, Quế Thành, Châu Giang, Châu Thành, Châu Lộc, Châu Hòa, "
        "Châu Phong, Tiên Châu",
    ),
    District(
        "huyen-uy-yen-son",
        "Huyện ủy Yên Sơn",
        "Yên Sơn",
        villages="Yên Sơn, Yên Hòa, Yên Lạc, Yên Khê, Yên Tĩnh, Yên Thắng, Tân Yên, Phúc Yên, Đồng Yên, Lạc Sơn, "
        "Hòa Sơn",
    ),
    District(
        "huyen-uy-nghia-lam",
        "Huyện ủy Nghĩa Lâm",
        "Nghĩa Lâm",
        villages="Nghĩa Lâm, Nghĩa Hưng, Nghĩa Thọ, Nghĩa Khánh, Nghĩa Lộc, Nghĩa Mai, Nghĩa Hành, Tân Nghĩa, "
        "Phú Nghĩa, Thọ Sơn, Tây Nghĩa",
    ),
    District(
        "huyen-uy-ky-linh",
        "Huyện ủy Kỳ Lĩnh",
        "Kỳ Lĩnh",
        villages="Kỳ Lĩnh, Kỳ Phong, Kỳ Hải, Kỳ Xuân, Kỳ Lâm, Kỳ Thượng, Cẩm Lĩnh, Cẩm Hòa, Cẩm Xuân, Cẩm Thịnh, "
        "Lĩnh Sơn",
    ),
    District(
        "huyen-uy-tuong-lam",
        "Huyện ủy Tương Lam",
        "Tương Lam",
        villages="Tương Lam, Tương Sơn, Tương Hợp, Lượng Sơn, Nậm Lam, Nậm Khao, Mường Khăm, Mường Hin, "
        "Na Khương, Huồi Sơn, Khe Bố",
    ),
    District(
        "huyen-uy-hung-linh",
        "Huyện ủy Hưng Lĩnh",
        "Hưng Lĩnh",
        villages="Hưng Lĩnh, Hưng Phúc, Hưng Tân, Hưng Thịnh, Hưng Xá, Hưng Châu, Long Xá, Xuân Lam, Phúc Lợi, "
        "Thịnh Mỹ, Mỹ Lâm",
    ),
)
