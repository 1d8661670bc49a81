"""The words by which options speak of each other, each with its sign in `quiz.phrases`; pure.

To teach a new phrasing, add its words here; the signs say what part a word plays.
"""

from collections import defaultdict

from search.text import fold

WORDS: dict[str, str] = {
    # The options themselves
    "O": "phương án, phương án trả lời, phương án lựa chọn, đáp án, câu trả lời, câu, lựa chọn, ý, "
    "ý trả lời, pa, option, options, answer, answers, choice, choices, statement, statements",
    # Things that options often are; they count as options only when numbered or «above»
    "G": "trường hợp, nội dung, hình thức, yếu tố, cách, nguyên nhân, mục tiêu, nhận định, "
    "phát biểu, khẳng định, mệnh đề, điều, quan điểm, ý kiến, căn cứ, nhiệm vụ, biện pháp",
    "c": "cái",
    # How many
    "A": "tất cả, tất cả mọi, toàn bộ, hết thảy, mọi, tất thảy, hết, all, all of, all the, "
    "all of the",
    "a": "all of these, all of them",
    "C": "cả, both, both of, both the",
    "N": "hai=2, ba=3, bốn=4, tư=4, năm=5, sáu=6, bảy=7, tám=8, two=2, three=3, four=4",
    "P": "các, những, the, of the, trong các, trong số các, trong những, trong số, in the",
    "M": "một trong, một trong các, một trong những, một trong số, một trong số các, bất kỳ, "
    "bất kì, bất cứ, any, any of, one of, một hoặc nhiều",
    "1": "một",
    # Where
    "U": "trên, ở trên, phía trên, ở phía trên, bên trên, trên đây, ở trên đây, trên đó, trước đó, "
    "nêu trên, kể trên, nói trên, vừa nêu, vừa kể, vừa nói, đã nêu, đã kể, đã nói, được nêu, "
    "nêu ra, đã cho, đã nêu ra, đưa ra, được đưa ra, còn lại, như trên, liệt kê trên, "
    "liệt kê ở trên, được liệt kê, đã liệt kê, nêu ở trên, kể ở trên, nói ở trên, đã nêu trên, "
    "đã nêu ở trên, đã kể trên, được nêu trên, được nêu ở trên, vừa nêu trên, vừa kể trên, "
    "vừa nêu ở trên, được liệt kê ở trên, đã liệt kê ở trên, đã đưa ra, liệt kê phía trên, "
    "nêu phía trên, trình bày ở trên, đã trình bày ở trên, đề cập ở trên, được đề cập ở trên, "
    "above, listed above, mentioned above",
    "B": "dưới đây, sau đây, bên dưới, ở dưới, phía dưới, nêu dưới đây, ở dưới đây, below",
    "F": "đầu, đầu tiên",
    "Q": "đầu tiên=1, thứ nhất=1, thứ hai=2, thứ ba=3, thứ tư=4, thứ năm=5, thứ sáu=6, first=1, "
    "second=2, third=3, fourth=4",
    # What is said of them
    "E": "đều, là, thì, cũng, mới, cùng, is, are",
    "R": "đúng, chính xác, hợp lý, phù hợp, hợp lệ, thỏa mãn, được, đúng đắn, "
    "đúng nhất, chấp nhận được, có thể chấp nhận, được chấp nhận, correct, right, true, "
    "chính xác nhất, đều có thể, đều có thể xảy ra, điều đúng",
    "W": "sai, không đúng, không chính xác, không phù hợp, không hợp lý, không hợp lệ, chưa đúng, "
    "chưa chính xác, chưa phù hợp, chưa đầy đủ, không được, "
    "không thỏa mãn, điều sai, wrong, incorrect, false, not correct, not true",
    "K": "không, chưa, không có, chưa có, không phải, không phải là, không thuộc, không chọn, "
    "cũng không, cũng không phải, chẳng, chẳng có, không nằm trong, none of, no, "
    "neither, neither of",
    "I": "nào, nào cả",
    "0": "none of the above, none of these, none of them, none is correct, none are correct, "
    "none of the options, none of the answers, none of the above is correct, "
    "none of the above are correct",
    "Y": "khác",
    # How they are joined
    "J": "và, hoặc, hay, lẫn, với, cùng với, và cả, hoặc là, hay là, cũng như, kết hợp với, "
    "kết hợp, and, or, nor, với cả",
    "Z": "còn, nhưng, trong khi, but",
    "H": "chỉ, chỉ có, chỉ mỗi, chỉ mình, duy nhất, chỉ riêng, gồm, bao gồm, gồm có, "
    "gồm cả, bao gồm cả, chọn, chọn cả, chọn đáp án, đồng thời, kết hợp giữa, kết hợp cả, vừa, "
    "only, either, mà thôi, thôi, thuộc, thuộc cả, đó là, đồng ý với",
    "V": "trừ, ngoại trừ, ngoài, loại trừ, except",
    "T": "từ, from",
    ">": "đến, tới, to",
    "#": "số",
}

# Words that mean something else as soon as they lack or change their marks.
AMBIGUOUS = frozenset(
    {"ca", "cau", "y", "chi", "nam", "lan", "sau", "tu", "do", "so", "dau", "mot"}
)

# «Cấp trên», «tầng trên»: here «trên» belongs to the word before it.
NO_PLACE_ABOVE = frozenset(
    "cap tuyen tang hang mat lop nua phan tu tro dua ben phia than chi ngan dau bac goc "
    "quyen cao".split()
)

# «Câu 2», «Ý 3» are other questions or statements, «Phương án 2» is an option.
NEVER_NUMBERED = frozenset({"cau", "y", "cau tra loi", "y tra loi", "statement", "statements"})

# What is not there in «không có đáp án».
ANSWERS = frozenset({"dap an", "cau tra loi"})

# The words that alone already mean every option.
EVERYTHING = frozenset({"tat ca", "all"})

# «Cả năm» is «all year» sooner than «all five».
ALSO_YEAR = frozenset({"nam"})


def _entries() -> dict[str, list[tuple[str, str, int]]]:
    entries: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for sign, phrases in WORDS.items():
        for phrase in phrases.split(", "):
            marked, _, value = phrase.partition("=")
            entries[fold(marked)].append((marked, sign, int(value or 0)))
    return dict(entries)


ENTRIES = _entries()
LONGEST = max(len(folded.split()) for folded in ENTRIES)
