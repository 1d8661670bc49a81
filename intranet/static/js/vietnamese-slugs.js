// The page editor makes the address part from the title while one types. Its own rules drop letters
// with two marks and turn «đ» into «dj»; hand it the title without marks, as search.text.slug does.
function withoutMarks(text) {
  return text.replace(/đ/g, "d").replace(/Đ/g, "D").normalize("NFD").replace(/\p{M}/gu, "");
}

for (const name of ["w-sync:check", "w-sync:apply"]) {
  document.addEventListener(
    name,
    (event) => {
      if (event.target.name === "slug") event.detail.value = withoutMarks(event.detail.value);
    },
    true,
  );
}
