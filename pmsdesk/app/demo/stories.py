"""What each step of the walk means, in one line for a person."""

from typing import Any

STORIES = {
    "picture": "Gambar diambil.",
    "pictures": "Gambar setiap halaman diambil, cerah dan gelap.",
    "sign_in": "Pegawai mendaftar masuk.",
    "poll": "Semua akaun rasmi dibaca; peti masuk terisi.",
    "triage": "Aduan lubang di FT5 tiba; konsol menyatakan jalan siapa dan sebabnya.",
    "register": "Satu kekunci: aduan didaftarkan dengan nombor rasmi.",
    "reply_with_number": "Balasan G6 mengambil nombor itu dan diterbitkan sekali.",
    "hold_flagged": "Balasan yang ditanda semakan menunggu penyelia.",
    "approve": "Penyelia lain meluluskan teks itu sahaja; ia diterbitkan sekali.",
    "lose_the_line": "Talian terputus; konsol memberitahu dengan tenang.",
    "work_offline": "Draf, pendaftaran dan balasan dibuat semasa luar talian.",
    "recover": "Talian pulih; balasan yang menunggu diterbitkan sekali.",
    "settle_unsure": "Jawapan rangkaian hilang; balasan disemak pada platform, bukan dihantar semula.",
    "write_post": "Siaran bergambar dengan teks alt ditulis; ia menunggu penyelia.",
    "approve_post": "Penyelia melihat teks, gambar dan teks alt, lalu meluluskan; siaran terbit sekali.",
    "follow_up": "Aduan dikemas kini dengan tindakan susulan.",
    "export_register": "Daftar aduan dieksport ke XLSX.",
    "verify": "Jejak audit utuh; tiada teks terbit dua kali.",
    "skip_shared_register": "PostgreSQL terbenam tidak dapat dimulakan di sini: bahagian daftar bersama dilangkau.",
    "found_register": "Daftar bersama dibuat dalam PostgreSQL terbenam; empat orang dimasukkan.",
    "join_register": "Dua komputer menyertainya; pegawai dan penyelia mendaftar masuk.",
    "share_messages": "Mesej seorang warga muncul di kedua-dua konsol.",
    "share_complaint": "Pegawai mendaftarkan aduan; penyelia melihat nombornya dalam beberapa saat.",
    "hold_shared": "Balasan yang ditanda menunggu; penerbit tidak diberi apa-apa untuk dihantar.",
    "approve_shared": "Penyelia meluluskan di konsolnya sendiri; penerbit menghantarnya sekali.",
    "lose_register": "Daftar bersama terputus; kedua-dua konsol menyatakan sejak bila.",
    "work_apart": "Kedua-duanya terus mendraf dan mendaftar, dan menukar medan yang sama; tiada yang diterbitkan.",
    "regain_register": "Daftar kembali; semua dihantar, dan satu percanggahan ditunjukkan.",
    "settle_conflict": "Percanggahan diputuskan oleh orang, bukan oleh jam.",
    "converge": "Kedua-dua konsol dan daftar sama, baris demi baris.",
    "verify_register": "Rantaian, meterai dan pengawal daftar utuh; tiada teks terbit dua kali.",
}


def story(step: dict[str, Any]) -> str:
    """One line for a person."""
    mark = "✗" if not step["ok"] else "–" if step["name"].startswith("skip_") else "✓"
    told = STORIES.get(step["name"], step["name"])
    why = step["evidence"].get("error", "") or step["evidence"].get("why", "") if mark != "✓" else ""
    return f"{mark} {told}" + (f"  {why}" if why else "")
