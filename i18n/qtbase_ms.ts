<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ms_MY" sourcelanguage="en_US">
  <context>
    <name>QPlatformTheme</name>
    <message>
      <source>OK</source>
      <translation>OK</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Simpan</translation>
    </message>
    <message>
      <source>Save All</source>
      <translation>Simpan semua</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Buka</translation>
    </message>
    <message>
      <source>&amp;Yes</source>
      <translation>&amp;Ya</translation>
    </message>
    <message>
      <source>Yes to &amp;All</source>
      <translation>Ya untuk &amp;semua</translation>
    </message>
    <message>
      <source>&amp;No</source>
      <translation>&amp;Tidak</translation>
    </message>
    <message>
      <source>N&amp;o to All</source>
      <translation>T&amp;idak untuk semua</translation>
    </message>
    <message>
      <source>Abort</source>
      <translation>Henti</translation>
    </message>
    <message>
      <source>Retry</source>
      <translation>Cuba lagi</translation>
    </message>
    <message>
      <source>Ignore</source>
      <translation>Abaikan</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Tutup</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Batal</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>Buang</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>Bantuan</translation>
    </message>
    <message>
      <source>Apply</source>
      <translation>Guna</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>Tetapkan semula</translation>
    </message>
    <message>
      <source>Restore Defaults</source>
      <translation>Pulihkan lalai</translation>
    </message>
  </context>
  <context>
    <name>QDialogButtonBox</name>
    <message>
      <source>OK</source>
      <translation>OK</translation>
    </message>
  </context>
  <context>
    <name>QWidgetTextControl</name>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Buat asal</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>Buat s&amp;emula</translation>
    </message>
    <message>
      <source>Cu&amp;t</source>
      <translation>P&amp;otong</translation>
    </message>
    <message>
      <source>&amp;Copy</source>
      <translation>&amp;Salin</translation>
    </message>
    <message>
      <source>Copy &amp;Link Location</source>
      <translation>Salin &amp;pautan</translation>
    </message>
    <message>
      <source>&amp;Paste</source>
      <translation>&amp;Tampal</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Padam</translation>
    </message>
    <message>
      <source>Select All</source>
      <translation>Pilih semua</translation>
    </message>
  </context>
  <context>
    <name>QLineEdit</name>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Buat asal</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>Buat s&amp;emula</translation>
    </message>
    <message>
      <source>Cu&amp;t</source>
      <translation>P&amp;otong</translation>
    </message>
    <message>
      <source>&amp;Copy</source>
      <translation>&amp;Salin</translation>
    </message>
    <message>
      <source>&amp;Paste</source>
      <translation>&amp;Tampal</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Padam</translation>
    </message>
    <message>
      <source>Select All</source>
      <translation>Pilih semua</translation>
    </message>
  </context>
  <context>
    <name>QAbstractSpinBox</name>
    <message>
      <source>&amp;Select All</source>
      <translation>&amp;Pilih semua</translation>
    </message>
    <message>
      <source>&amp;Step up</source>
      <translation>&amp;Naik selangkah</translation>
    </message>
    <message>
      <source>Step &amp;down</source>
      <translation>&amp;Turun selangkah</translation>
    </message>
  </context>
  <context>
    <name>QUnicodeControlCharacterMenu</name>
    <message>
      <source>Insert Unicode control character</source>
      <translation>Sisip aksara kawalan Unicode</translation>
    </message>
    <message>
      <source>LRM Left-to-right mark</source>
      <translation>LRM Tanda kiri ke kanan</translation>
    </message>
    <message>
      <source>RLM Right-to-left mark</source>
      <translation>RLM Tanda kanan ke kiri</translation>
    </message>
    <message>
      <source>ZWJ Zero width joiner</source>
      <translation>ZWJ Penyambung lebar sifar</translation>
    </message>
    <message>
      <source>ZWNJ Zero width non-joiner</source>
      <translation>ZWNJ Bukan penyambung lebar sifar</translation>
    </message>
    <message>
      <source>ZWSP Zero width space</source>
      <translation>ZWSP Ruang lebar sifar</translation>
    </message>
    <message>
      <source>LRE Start of left-to-right embedding</source>
      <translation>LRE Mula benaman kiri ke kanan</translation>
    </message>
    <message>
      <source>RLE Start of right-to-left embedding</source>
      <translation>RLE Mula benaman kanan ke kiri</translation>
    </message>
    <message>
      <source>LRO Start of left-to-right override</source>
      <translation>LRO Mula penimpaan kiri ke kanan</translation>
    </message>
    <message>
      <source>RLO Start of right-to-left override</source>
      <translation>RLO Mula penimpaan kanan ke kiri</translation>
    </message>
    <message>
      <source>PDF Pop directional formatting</source>
      <translation>PDF Tamat format arah</translation>
    </message>
    <message>
      <source>LRI Left-to-right isolate</source>
      <translation>LRI Pengasingan kiri ke kanan</translation>
    </message>
    <message>
      <source>RLI Right-to-left isolate</source>
      <translation>RLI Pengasingan kanan ke kiri</translation>
    </message>
    <message>
      <source>FSI First strong isolate</source>
      <translation>FSI Pengasingan kuat pertama</translation>
    </message>
    <message>
      <source>PDI Pop directional isolate</source>
      <translation>PDI Tamat pengasingan arah</translation>
    </message>
  </context>
  <context>
    <name>QKeySequenceEdit</name>
    <message>
      <source>Press shortcut</source>
      <translation>Tekan kekunci</translation>
    </message>
    <message>
      <source>%1, ...</source>
      <translation>%1, …</translation>
    </message>
  </context>
  <context>
    <name>QMessageBox</name>
    <message>
      <source>Show Details...</source>
      <translation>Tunjukkan butiran …</translation>
    </message>
    <message>
      <source>Hide Details...</source>
      <translation>Sembunyikan butiran …</translation>
    </message>
  </context>
  <context>
    <name>QScrollBar</name>
    <message>
      <source>Scroll here</source>
      <translation>Tatal ke sini</translation>
    </message>
    <message>
      <source>Top</source>
      <translation>Atas</translation>
    </message>
    <message>
      <source>Bottom</source>
      <translation>Bawah</translation>
    </message>
    <message>
      <source>Page up</source>
      <translation>Halaman naik</translation>
    </message>
    <message>
      <source>Page down</source>
      <translation>Halaman turun</translation>
    </message>
    <message>
      <source>Scroll up</source>
      <translation>Tatal naik</translation>
    </message>
    <message>
      <source>Scroll down</source>
      <translation>Tatal turun</translation>
    </message>
    <message>
      <source>Left edge</source>
      <translation>Hujung kiri</translation>
    </message>
    <message>
      <source>Right edge</source>
      <translation>Hujung kanan</translation>
    </message>
    <message>
      <source>Page left</source>
      <translation>Halaman kiri</translation>
    </message>
    <message>
      <source>Page right</source>
      <translation>Halaman kanan</translation>
    </message>
    <message>
      <source>Scroll left</source>
      <translation>Tatal kiri</translation>
    </message>
    <message>
      <source>Scroll right</source>
      <translation>Tatal kanan</translation>
    </message>
    <message>
      <source>Position</source>
      <translation>Kedudukan</translation>
    </message>
    <message>
      <source>Line up</source>
      <translation>Baris naik</translation>
    </message>
    <message>
      <source>Line down</source>
      <translation>Baris turun</translation>
    </message>
  </context>
  <context>
    <name>QFileDialog</name>
    <message>
      <source>Look in:</source>
      <translation>Cari dalam:</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Kembali</translation>
    </message>
    <message>
      <source>Go back</source>
      <translation>Kembali</translation>
    </message>
    <message>
      <source>Alt+Left</source>
      <translation>Alt+Left</translation>
    </message>
    <message>
      <source>Forward</source>
      <translation>Ke hadapan</translation>
    </message>
    <message>
      <source>Go forward</source>
      <translation>Ke hadapan</translation>
    </message>
    <message>
      <source>Alt+Right</source>
      <translation>Alt+Right</translation>
    </message>
    <message>
      <source>Parent Directory</source>
      <translation>Folder induk</translation>
    </message>
    <message>
      <source>Go to the parent directory</source>
      <translation>Pergi ke folder induk</translation>
    </message>
    <message>
      <source>Alt+Up</source>
      <translation>Alt+Up</translation>
    </message>
    <message>
      <source>Create New Folder</source>
      <translation>Cipta folder baharu</translation>
    </message>
    <message>
      <source>Create a New Folder</source>
      <translation>Cipta folder baharu</translation>
    </message>
    <message>
      <source>List View</source>
      <translation>Paparan senarai</translation>
    </message>
    <message>
      <source>Change to list view mode</source>
      <translation>Tukar kepada paparan senarai</translation>
    </message>
    <message>
      <source>Detail View</source>
      <translation>Paparan butiran</translation>
    </message>
    <message>
      <source>Change to detail view mode</source>
      <translation>Tukar kepada paparan butiran</translation>
    </message>
    <message>
      <source>Sidebar</source>
      <translation>Bar sisi</translation>
    </message>
    <message>
      <source>List of places and bookmarks</source>
      <translation>Senarai tempat dan penanda buku</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>Fail</translation>
    </message>
    <message>
      <source>Files of type:</source>
      <translation>Jenis fail:</translation>
    </message>
    <message>
      <source>Find Directory</source>
      <translation>Cari folder</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Buka</translation>
    </message>
    <message>
      <source>Save As</source>
      <translation>Simpan sebagai</translation>
    </message>
    <message>
      <source>Directory:</source>
      <translation>Folder:</translation>
    </message>
    <message>
      <source>&amp;Open</source>
      <translation>&amp;Buka</translation>
    </message>
    <message>
      <source>&amp;Choose</source>
      <translation>&amp;Pilih</translation>
    </message>
    <message>
      <source>&amp;Save</source>
      <translation>&amp;Simpan</translation>
    </message>
    <message>
      <source>&amp;Rename</source>
      <translation>&amp;Namakan semula</translation>
    </message>
    <message>
      <source>&amp;Delete</source>
      <translation>&amp;Padam</translation>
    </message>
    <message>
      <source>Show &amp;hidden files</source>
      <translation>Tunjuk fail &amp;tersembunyi</translation>
    </message>
    <message>
      <source>&amp;New Folder</source>
      <translation>Folder &amp;baharu</translation>
    </message>
    <message>
      <source>All files (*)</source>
      <translation>Semua fail (*)</translation>
    </message>
    <message>
      <source>Directories</source>
      <translation>Folder</translation>
    </message>
    <message>
      <source>New Folder</source>
      <translation>Folder baharu</translation>
    </message>
    <message>
      <source>File &amp;name:</source>
      <translation>&amp;Nama fail:</translation>
    </message>
    <message>
      <source>Recent Places</source>
      <translation>Tempat terkini</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Buang</translation>
    </message>
    <message>
      <source>My Computer</source>
      <translation>Komputer saya</translation>
    </message>
    <message>
      <source>Drive</source>
      <translation>Pemacu</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Fail</translation>
    </message>
    <message>
      <source>File Folder</source>
      <translation>Folder fail</translation>
    </message>
    <message>
      <source>Folder</source>
      <translation>Folder</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Padam</translation>
    </message>
    <message>
      <source>Are you sure you want to delete '%1'?</source>
      <translation>Anda pasti mahu memadam '%1'?</translation>
    </message>
    <message>
      <source>%1 already exists.
Do you want to replace it?</source>
      <translation>%1 sudah wujud.
Gantikan?</translation>
    </message>
    <message>
      <source>%1
File not found.
Please verify the correct file name was given.</source>
      <translation>%1
Fail tidak ditemui.
Pastikan nama fail itu betul.</translation>
    </message>
    <message>
      <source>%1
Directory not found.
Please verify the correct directory name was given.</source>
      <translation>%1
Folder tidak ditemui.
Pastikan nama folder itu betul.</translation>
    </message>
    <message>
      <source>'%1' is write protected.
Do you want to delete it anyway?</source>
      <translation>'%1' dilindungi daripada penulisan.
Padam juga?</translation>
    </message>
    <message>
      <source>Could not delete directory.</source>
      <translation>Folder tidak dapat dipadam.</translation>
    </message>
  </context>
  <context>
    <name>QFileSystemModel</name>
    <message>
      <source>Name</source>
      <translation>Nama</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Saiz</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Jenis</translation>
    </message>
    <message>
      <source>Type</source>
      <translation>Jenis</translation>
    </message>
    <message>
      <source>Date Modified</source>
      <translation>Tarikh diubah</translation>
    </message>
    <message>
      <source>%1 bytes</source>
      <translation>%1 bait</translation>
    </message>
    <message>
      <source>%1 byte(s)</source>
      <translation>%1 bait</translation>
    </message>
    <message>
      <source>My Computer</source>
      <translation>Komputer saya</translation>
    </message>
    <message>
      <source>Computer</source>
      <translation>Komputer</translation>
    </message>
  </context>
  <context>
    <name>QFontDatabase</name>
    <message>
      <source>Any</source>
      <translation>Mana-mana</translation>
    </message>
  </context>
</TS>
