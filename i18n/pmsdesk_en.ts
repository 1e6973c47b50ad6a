<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="ms_MY">
  <context>
    <name>About</name>
    <message>
      <source>Perihal PMS Desk</source>
      <translation>About PMS Desk</translation>
    </message>
    <message>
      <source>Konsol moderasi Pasukan Media Sosial Kementerian Kerja Raya, JKR, LLM dan CIDB.</source>
      <translation>Moderation console of the Social Media Team of the Ministry of Works, JKR, LLM and CIDB.</translation>
    </message>
    <message>
      <source>Versi</source>
      <translation>Version</translation>
    </message>
    <message>
      <source>Sistem</source>
      <translation>System</translation>
    </message>
    <message>
      <source>Lesen</source>
      <translation>Licence</translation>
    </message>
    <message>
      <source>Tutup</source>
      <translation>Close</translation>
    </message>
  </context>
  <context>
    <name>AccountCard</name>
    <message>
      <source>Kebenaran yang kurang: {names}</source>
      <translation>Permissions that are missing: {names}</translation>
    </message>
    <message>
      <source>Bacaan dijeda di komputer ini; balasan masih diterbitkan.</source>
      <translation>Reading is paused on this computer; replies are still published.</translation>
    </message>
    <message>
      <source>{count} bacaan gagal sejak {when}</source>
      <translation>Failed readings since {when}: {count}</translation>
    </message>
    <message>
      <source>Diperlahankan hingga {when}</source>
      <translation>Slowed down until {when}</translation>
    </message>
    <message>
      <source>Tidak digunakan lagi</source>
      <translation>No longer in use</translation>
    </message>
    <message>
      <source>Belum digunakan</source>
      <translation>Not in use yet</translation>
    </message>
    <message>
      <source>Tidak bersambung</source>
      <translation>Not connected</translation>
    </message>
    <message>
      <source>Perlu disambung semula</source>
      <translation>Must be reconnected</translation>
    </message>
    <message>
      <source>Bacaan dijeda</source>
      <translation>Reading paused</translation>
    </message>
    <message>
      <source>Tidak dibaca di komputer ini</source>
      <translation>Not read on this computer</translation>
    </message>
    <message>
      <source>Berfungsi baik</source>
      <translation>Working well</translation>
    </message>
    <message>
      <source>Bersambung</source>
      <translation>Connected</translation>
    </message>
    <message>
      <source>Tamat dalam sehari</source>
      <translation>Ends within a day</translation>
    </message>
    <message>
      <source>Tamat dalam {days} hari</source>
      <translation>Ends in {days} days</translation>
    </message>
    <message>
      <source>tiada akaun</source>
      <translation>no account</translation>
    </message>
    <message>
      <source>Sambungan sah hingga {when}</source>
      <translation>Connection valid until {when}</translation>
    </message>
    <message>
      <source>Digunakan dari {begins} hingga {ends}</source>
      <translation>In use from {begins} to {ends}</translation>
    </message>
    <message>
      <source>Digunakan dari {day}</source>
      <translation>In use from {day}</translation>
    </message>
    <message>
      <source>Digunakan hingga {day}</source>
      <translation>In use until {day}</translation>
    </message>
    <message>
      <source>{said}: ia tidak dibaca dan tiada balasan diterbitkan daripadanya.</source>
      <translation>{said}: it is not read, and no reply is published from it.</translation>
    </message>
    <message>
      <source>, kemudian </source>
      <translation>, then </translation>
    </message>
    <message>
      <source>Sambungan perlu diperbaharui; pemilik akaun belum ditetapkan.</source>
      <translation>The connection must be renewed; the account has no owner yet.</translation>
    </message>
    <message>
      <source>Maklumkan dahulu: {names}</source>
      <translation>Tell first: {names}</translation>
    </message>
    <message>
      <source>Pemilik: {name}</source>
      <translation>Owner: {name}</translation>
    </message>
    <message>
      <source>Timbalan: {name}</source>
      <translation>Deputy: {name}</translation>
    </message>
    <message>
      <source>Bacaan terakhir {when} ({ago}) ditangguhkan: {why}</source>
      <translation>Last reading {when} ({ago}) postponed: {why}</translation>
    </message>
    <message>
      <source>Bacaan terakhir {when} ({ago}) gagal: {why}</source>
      <translation>Last reading {when} ({ago}) failed: {why}</translation>
    </message>
    <message>
      <source>{failed} Terakhir berjaya {when}.</source>
      <translation>{failed} Last success {when}.</translation>
    </message>
    <message>
      <source>Belum pernah dibaca</source>
      <translation>Never read yet</translation>
    </message>
    <message>
      <source>Bacaan terakhir {when} ({ago}) berjaya</source>
      <translation>Last reading {when} ({ago}) succeeded</translation>
    </message>
    <message>
      <source>Had {channel}: {percent}% digunakan</source>
      <translation>{channel} limit: {percent}% used</translation>
    </message>
    <message>
      <source>Unit YouTube: {used} daripada {limit} digunakan, dikongsi semua akaun YouTube</source>
      <translation>YouTube units: {used} of {limit} used, shared by all YouTube accounts</translation>
    </message>
    <message>
      <source>Had {channel}: {left} daripada {limit} panggilan masih ada</source>
      <translation>{channel} limit: {left} of {limit} calls left</translation>
    </message>
    <message>
      <source>{said} · diperbaharui {when}</source>
      <translation>{said} · renews {when}</translation>
    </message>
  </context>
  <context>
    <name>AccountDetails</name>
    <message>
      <source>Profil dan metrik</source>
      <translation>Profile and metrics</translation>
    </message>
    <message>
      <source>Belum diukur. Setiap akaun diukur sekali sehari, selepas mesejnya dibaca.</source>
      <translation>Not measured yet. Each account is measured once a day, after its messages were read.</translation>
    </message>
  </context>
  <context>
    <name>AccountForm</name>
    <message>
      <source>Sunting {account}</source>
      <translation>Edit {account}</translation>
    </message>
    <message>
      <source>Tambah akaun rasmi</source>
      <translation>Add an official account</translation>
    </message>
    <message>
      <source>Nama akaun dan agensi dibetulkan hanya selagi akaun belum bersambung.</source>
      <translation>Name, handle and agency are corrected only while the account is not connected.</translation>
    </message>
    <message>
      <source>Akaun disambung selepas ini dengan token atau log masuknya sendiri.</source>
      <translation>The account is connected afterwards, with its own token or sign-in.</translation>
    </message>
    <message>
      <source>Simpan</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>Tambah</source>
      <translation>Add</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Rangkaian</source>
      <translation>Network</translation>
    </message>
    <message>
      <source>Nama akaun (@)</source>
      <translation>Handle (@)</translation>
    </message>
    <message>
      <source>Nama</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Agensi</source>
      <translation>Agency</translation>
    </message>
    <message>
      <source>Digunakan dari</source>
      <translation>In use from</translation>
    </message>
    <message>
      <source>Digunakan hingga</source>
      <translation>In use until</translation>
    </message>
    <message>
      <source>(belum ditetapkan)</source>
      <translation>(nobody yet)</translation>
    </message>
    <message>
      <source>Pemilik</source>
      <translation>Owner</translation>
    </message>
    <message>
      <source>Timbalan</source>
      <translation>Deputy</translation>
    </message>
    <message>
      <source>Dasar kelulusan</source>
      <translation>Approval policy</translation>
    </message>
    <message>
      <source>Tulis tarikh sebagai hari/bulan/tahun, contohnya 31/12/2026.</source>
      <translation>Write dates as day/month/year, for example 31/12/2026.</translation>
    </message>
    <message>
      <source>Menyimpan …</source>
      <translation>Saving …</translation>
    </message>
    <message>
      <source>hh/bb/tttt, kosong jika tiada</source>
      <translation>dd/mm/yyyy, empty for none</translation>
    </message>
  </context>
  <context>
    <name>AccountMetricsView</name>
    <message>
      <source>Biografi</source>
      <translation>Biography</translation>
    </message>
    <message>
      <source>Laman web</source>
      <translation>Website</translation>
    </message>
    <message>
      <source>Gambar profil</source>
      <translation>Profile picture</translation>
    </message>
    <message>
      <source>Gambar pengepala</source>
      <translation>Header picture</translation>
    </message>
    <message>
      <source>Ada</source>
      <translation>Present</translation>
    </message>
    <message>
      <source>Tiada</source>
      <translation>Missing</translation>
    </message>
    <message>
      <source>tidak diberi oleh rangkaian</source>
      <translation>not told by the network</translation>
    </message>
    <message>
      <source>{name}: paling rendah {low}, paling tinggi {high}</source>
      <translation>{name}: lowest {low}, highest {high}</translation>
    </message>
    <message>
      <source>Pelanggan</source>
      <translation>Subscribers</translation>
    </message>
    <message>
      <source>Pengikut</source>
      <translation>Followers</translation>
    </message>
    <message>
      <source>Mengikuti</source>
      <translation>Following</translation>
    </message>
    <message>
      <source>Video</source>
      <translation>Videos</translation>
    </message>
    <message>
      <source>Hantaran</source>
      <translation>Posts</translation>
    </message>
    <message>
      <source>Tontonan keseluruhan</source>
      <translation>Views in all</translation>
    </message>
    <message>
      <source>Tontonan sehari</source>
      <translation>Views in a day</translation>
    </message>
    <message>
      <source>Capaian sehari</source>
      <translation>Reach in a day</translation>
    </message>
    <message>
      <source>Interaksi sehari</source>
      <translation>Interactions in a day</translation>
    </message>
    <message>
      <source>tiada perubahan</source>
      <translation>no change</translation>
    </message>
    <message>
      <source>Diukur pada {when}</source>
      <translation>Measured on {when}</translation>
    </message>
    <message>
      <source>{said} · perubahan berbanding {day}</source>
      <translation>{said} · changes against {day}</translation>
    </message>
  </context>
  <context>
    <name>AccountsPage</name>
    <message>
      <source>Memuatkan akaun …</source>
      <translation>Loading accounts …</translation>
    </message>
    <message>
      <source>Akaun rasmi</source>
      <translation>Official accounts</translation>
    </message>
    <message>
      <source>Tiada akaun rasmi</source>
      <translation>No official accounts</translation>
    </message>
    <message>
      <source>Senarai akaun dibekalkan bersama program.</source>
      <translation>The list of accounts is supplied with the program.</translation>
    </message>
    <message>
      <source>Teruskan bacaan</source>
      <translation>Resume reading</translation>
    </message>
    <message>
      <source>Jeda bacaan</source>
      <translation>Pause reading</translation>
    </message>
    <message>
      <source>Uji</source>
      <translation>Test</translation>
    </message>
    <message>
      <source>Putuskan</source>
      <translation>Disconnect</translation>
    </message>
    <message>
      <source>Sunting …</source>
      <translation>Edit …</translation>
    </message>
    <message>
      <source>Sambung semula …</source>
      <translation>Reconnect …</translation>
    </message>
    <message>
      <source>Sambung …</source>
      <translation>Connect …</translation>
    </message>
    <message>
      <source>Dasar kelulusan: {account}</source>
      <translation>Approval policy: {account}</translation>
    </message>
    <message>
      <source>Menguji sambungan {account} …</source>
      <translation>Testing the connection of {account} …</translation>
    </message>
    <message>
      <source>Sambungan {account} berfungsi.</source>
      <translation>The connection of {account} works.</translation>
    </message>
    <message>
      <source>Putuskan {account}? Mesej tidak lagi dibaca dan balasan yang menunggu tidak dihantar.</source>
      <translation>Disconnect {account}? Its messages will no longer be read and waiting replies will not be sent.</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Akaun yang bersambung dibaca secara automatik dan boleh menerbitkan balasan.</source>
      <translation>Connected accounts are read automatically and can publish replies.</translation>
    </message>
    <message>
      <source>Hanya pentadbir yang boleh menyambungkan akaun atau menukar dasar kelulusan.</source>
      <translation>Only an administrator can connect accounts or change the approval policy.</translation>
    </message>
    <message>
      <source>Tambah akaun …</source>
      <translation>Add an account …</translation>
    </message>
  </context>
  <context>
    <name>Acts</name>
    <message>
      <source>SELESAI TANPA JAWAPAN – NYATAKAN SEBAB</source>
      <translation>DONE WITHOUT AN ANSWER – STATE WHY</translation>
    </message>
    <message>
      <source>Pilih sebab</source>
      <translation>Choose a reason</translation>
    </message>
    <message>
      <source>{moment} – tempoh jawapan berakhir</source>
      <translation>{moment} – when the answer is due</translation>
    </message>
    <message>
      <source>1 jam</source>
      <translation>1 hour</translation>
    </message>
    <message>
      <source>3 jam</source>
      <translation>3 hours</translation>
    </message>
    <message>
      <source>Petang ini</source>
      <translation>This afternoon</translation>
    </message>
    <message>
      <source>Esok pagi</source>
      <translation>Tomorrow morning</translation>
    </message>
    <message>
      <source>Isnin pagi</source>
      <translation>Monday morning</translation>
    </message>
    <message>
      <source>TUNDA HINGGA</source>
      <translation>SNOOZE UNTIL</translation>
    </message>
    <message>
      <source>Contoh: esok 9 pagi, lusa 2 ptg, 2 jam</source>
      <translation>In Malay, e.g. esok 9 pagi (tomorrow 9 am), lusa 2 ptg, 2 jam</translation>
    </message>
    <message>
      <source>Lepaskan tugasan</source>
      <translation>Unassign</translation>
    </message>
    <message>
      <source>TUGASKAN KEPADA</source>
      <translation>ASSIGN TO</translation>
    </message>
    <message>
      <source>Nama pegawai</source>
      <translation>Name of officer</translation>
    </message>
    <message>
      <source>LABEL</source>
      <translation>LABEL</translation>
    </message>
    <message>
      <source>Taip label baharu atau pilih</source>
      <translation>Type a new label or choose one</translation>
    </message>
    <message>
      <source>BIDANG KUASA SEBENAR</source>
      <translation>ACTUAL JURISDICTION</translation>
    </message>
    <message>
      <source>Jalan siapa?</source>
      <translation>Whose road is it?</translation>
    </message>
    <message>
      <source>AGENSI UTAMA</source>
      <translation>LEAD AGENCY</translation>
    </message>
    <message>
      <source>Nama agensi</source>
      <translation>Name of agency</translation>
    </message>
    <message>
      <source>PANJANGKAN {number} KEPADA</source>
      <translation>FORWARD {number} TO</translation>
    </message>
  </context>
  <context>
    <name>AddPerson</name>
    <message>
      <source>Tambah kakitangan</source>
      <translation>Add a staff member</translation>
    </message>
    <message>
      <source>Beritahu kata laluan pertama secara peribadi; orang itu boleh menukarnya selepas daftar masuk.</source>
      <translation>Tell them the first password in person; they can change it after signing in.</translation>
    </message>
    <message>
      <source>Tambah</source>
      <translation>Add</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Nama penuh</source>
      <translation>Full name</translation>
    </message>
    <message>
      <source>Nama pengguna</source>
      <translation>User name</translation>
    </message>
    <message>
      <source>Peranan</source>
      <translation>Role</translation>
    </message>
    <message>
      <source>Kata laluan pertama</source>
      <translation>First password</translation>
    </message>
    <message>
      <source>Menambah …</source>
      <translation>Adding …</translation>
    </message>
  </context>
  <context>
    <name>Appearance</name>
    <message>
      <source>Rupa dan bahasa</source>
      <translation>Appearance and language</translation>
    </message>
    <message>
      <source>Pilihan ini bagi komputer ini dan berkuat kuasa serta-merta.</source>
      <translation>These choices are for this computer and take effect at once.</translation>
    </message>
    <message>
      <source>Cerah</source>
      <translation>Light</translation>
    </message>
    <message>
      <source>Gelap</source>
      <translation>Dark</translation>
    </message>
    <message>
      <source>Kontras tinggi</source>
      <translation>High contrast</translation>
    </message>
    <message>
      <source>{size} titik</source>
      <translation>{size} pt</translation>
    </message>
    <message>
      <source>Warna</source>
      <translation>Colours</translation>
    </message>
    <message>
      <source>Bahasa</source>
      <translation>Language</translation>
    </message>
    <message>
      <source>Saiz teks</source>
      <translation>Text size</translation>
    </message>
  </context>
  <context>
    <name>AskModeration</name>
    <message>
      <source>Mohon sembunyikan komen</source>
      <translation>Ask to hide a comment</translation>
    </message>
    <message>
      <source>Mohon tunjukkan semula komen</source>
      <translation>Ask to show a comment again</translation>
    </message>
    <message>
      <source>Mohon padam komen</source>
      <translation>Ask to delete a comment</translation>
    </message>
    <message>
      <source>Seorang penyelia lain mesti meluluskannya sebelum apa-apa berlaku di {channel}. Salinan komen, penulis dan masanya disimpan bersama permohonan ini.</source>
      <translation>Another person, a supervisor, must approve it before anything happens on {channel}. A copy of the comment, its writer and its time is kept with this request.</translation>
    </message>
    <message>
      <source>Hantar permohonan</source>
      <translation>Send request</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Pilih sebab …</source>
      <translation>Choose a reason …</translation>
    </message>
    <message>
      <source>Sebab</source>
      <translation>Reason</translation>
    </message>
    <message>
      <source>Keterangan</source>
      <translation>Explanation</translation>
    </message>
    <message>
      <source>Saya faham: pemadaman tidak boleh dibatalkan</source>
      <translation>I understand: a deletion cannot be undone</translation>
    </message>
    <message>
      <source>Pilih satu sebab.</source>
      <translation>Choose a reason.</translation>
    </message>
    <message>
      <source>Terangkan sebabnya.</source>
      <translation>Explain the reason.</translation>
    </message>
    <message>
      <source>Sahkan bahawa pemadaman ini memang dikehendaki.</source>
      <translation>Confirm that this deletion is really meant.</translation>
    </message>
    <message>
      <source>Menghantar …</source>
      <translation>Sending …</translation>
    </message>
  </context>
  <context>
    <name>AskPassphrase</name>
    <message>
      <source>Komputer ini tiada simpanan kunci yang selamat. Pilih frasa laluan yang menyulitkan data; ia diminta setiap kali program dibuka. Simpan salinannya di tempat selamat: tanpanya data tidak dapat dibuka lagi.</source>
      <translation>This computer has no safe keyring. Choose a passphrase that encrypts the data; it is asked for each time the program is opened. Keep a copy in a safe place: without it the data cannot be opened again.</translation>
    </message>
    <message>
      <source>Data pada komputer ini disulitkan. Masukkan frasa laluannya untuk membukanya.</source>
      <translation>The data on this computer is encrypted. Enter its passphrase to open it.</translation>
    </message>
    <message>
      <source>Frasa laluan data</source>
      <translation>Passphrase of the data</translation>
    </message>
    <message>
      <source>Buka data</source>
      <translation>Open data</translation>
    </message>
    <message>
      <source>Keluar</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>Frasa laluan</source>
      <translation>Passphrase</translation>
    </message>
    <message>
      <source>Ulang frasa laluan</source>
      <translation>Repeat passphrase</translation>
    </message>
    <message>
      <source>Frasa laluan mesti sekurang-kurangnya {length} aksara.</source>
      <translation>The passphrase must have at least {length} characters.</translation>
    </message>
    <message>
      <source>Kedua-dua frasa laluan tidak sama.</source>
      <translation>The two passphrases differ.</translation>
    </message>
    <message>
      <source>Isi frasa laluan.</source>
      <translation>Enter the passphrase.</translation>
    </message>
    <message>
      <source>Membuka …</source>
      <translation>Opening …</translation>
    </message>
  </context>
  <context>
    <name>AskToken</name>
    <message>
      <source>Token disimpan dalam simpanan kunci komputer ini dan tidak dipaparkan lagi.</source>
      <translation>The token is kept in this computer’s keyring and is not shown again.</translation>
    </message>
    <message>
      <source>Komputer ini tiada simpanan kunci yang selamat, maka token tidak disimpan: ia akan diminta setiap kali program dibuka.</source>
      <translation>This computer has no secure keyring, so the token is not kept: it will be asked for each time the program is opened.</translation>
    </message>
    <message>
      <source>Sambung {account} ({network})</source>
      <translation>Connect {account} ({network})</translation>
    </message>
    <message>
      <source>Sambung</source>
      <translation>Connect</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Token capaian</source>
      <translation>Access token</translation>
    </message>
    <message>
      <source>Tampal token capaian akaun ini.</source>
      <translation>Paste the access token of this account.</translation>
    </message>
    <message>
      <source>Menyambung …</source>
      <translation>Connecting …</translation>
    </message>
  </context>
  <context>
    <name>Banner</name>
    <message>
      <source>Rangkaian amalan pada komputer ini sahaja. Tiada apa-apa sampai kepada orang awam.</source>
      <translation>Practice networks on this computer only. Nothing reaches the public.</translation>
    </message>
  </context>
  <context>
    <name>BrowserSignIn</name>
    <message>
      <source>Sambung {account} ({network})</source>
      <translation>Connect {account} ({network})</translation>
    </message>
    <message>
      <source>Pelayar dibuka pada {network}. Log masuk sebagai akaun itu dan benarkan pmsdesk, kemudian kembali ke sini.</source>
      <translation>The browser opens at {network}. Sign in as that account and allow pmsdesk, then come back here.</translation>
    </message>
    <message>
      <source>Buka pelayar</source>
      <translation>Open the browser</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>ID klien</source>
      <translation>Client ID</translation>
    </message>
    <message>
      <source>Rahsia klien</source>
      <translation>Client secret</translation>
    </message>
    <message>
      <source>Tampal token sebaliknya …</source>
      <translation>Paste a token instead …</translation>
    </message>
    <message>
      <source>tidak berubah</source>
      <translation>unchanged</translation>
    </message>
    <message>
      <source>Isi ID klien yang didaftarkan pada platform.</source>
      <translation>Enter the client ID that is registered with the platform.</translation>
    </message>
    <message>
      <source>Menunggu pelayar …</source>
      <translation>Waiting for the browser …</translation>
    </message>
  </context>
  <context>
    <name>CannedPanel</name>
    <message>
      <source>Cari templat atau kata kunci</source>
      <translation>Find a reply or keyword</translation>
    </message>
    <message>
      <source>Cari templat</source>
      <translation>Find a canned reply</translation>
    </message>
    <message>
      <source>Templat balasan</source>
      <translation>Canned replies</translation>
    </message>
    <message>
      <source>Tiada templat sepadan.</source>
      <translation>No canned reply matches.</translation>
    </message>
  </context>
  <context>
    <name>CardPage</name>
    <message>
      <source>Cuba lagi</source>
      <translation>Try again</translation>
    </message>
  </context>
  <context>
    <name>ChangePassword</name>
    <message>
      <source>Tukar kata laluan</source>
      <translation>Change password</translation>
    </message>
    <message>
      <source>Sekurang-kurangnya {count} aksara. Frasa yang panjang lebih baik daripada simbol.</source>
      <translation>At least {count} characters. A long phrase is better than symbols.</translation>
    </message>
    <message>
      <source>Tukar</source>
      <translation>Change</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Kata laluan sekarang</source>
      <translation>Current password</translation>
    </message>
    <message>
      <source>Kata laluan baharu</source>
      <translation>New password</translation>
    </message>
    <message>
      <source>Ulang kata laluan baharu</source>
      <translation>Repeat the new password</translation>
    </message>
    <message>
      <source>Kedua-dua kata laluan tidak sama.</source>
      <translation>The two passwords are not the same.</translation>
    </message>
    <message>
      <source>Menukar …</source>
      <translation>Changing …</translation>
    </message>
  </context>
  <context>
    <name>Composer</name>
    <message>
      <source>{name} sedang menjawab perbualan ini.</source>
      <translation>{name} is answering this conversation.</translation>
    </message>
    <message>
      <source>Ambil alih</source>
      <translation>Take over</translation>
    </message>
    <message>
      <source>Ya, hantar   Ctrl+Enter</source>
      <translation>Yes, send   Ctrl+Enter</translation>
    </message>
    <message>
      <source>Ya, serahkan   Ctrl+Enter</source>
      <translation>Yes, submit   Ctrl+Enter</translation>
    </message>
    <message>
      <source>Sunting lagi   Esc</source>
      <translation>Keep editing   Esc</translation>
    </message>
    <message>
      <source>Balasan peribadi: hanya pengadu membacanya (Shift+R)</source>
      <translation>Private reply: only the citizen reads it (Shift+R)</translation>
    </message>
    <message>
      <source>Pilih dahulu: balasan awam (R), balasan peribadi (Shift+R) atau nota dalaman (N).</source>
      <translation>Choose first: public reply (R), private reply (Shift+R) or internal note (N).</translation>
    </message>
    <message>
      <source>Nota dalaman – tidak dihantar kepada sesiapa di luar</source>
      <translation>Internal note – not sent to anyone outside</translation>
    </message>
    <message>
      <source>Awam – kepada {contact} sebagai {account}</source>
      <translation>Public – to {contact} as {account}</translation>
    </message>
    <message>
      <source>Peribadi – dibaca oleh {contact} sahaja</source>
      <translation>Private – read by {contact} only</translation>
    </message>
    <message>
      <source>Draf disimpan</source>
      <translation>Draft saved</translation>
    </message>
    <message>
      <source>Simpan nota dalaman   Ctrl+Enter</source>
      <translation>Save internal note   Ctrl+Enter</translation>
    </message>
    <message>
      <source>Mesej baharu daripada {name} semasa anda menulis: “{text}” Teks anda disimpan.</source>
      <translation>New message from {name} while you were writing: “{text}” Your text is kept.</translation>
    </message>
    <message>
      <source>Balasan telah diterbitkan semasa anda menulis: “{text}” Teks anda disimpan.</source>
      <translation>A reply was published while you were writing: “{text}” Your text is kept.</translation>
    </message>
    <message>
      <source>Balasan dipulangkan oleh penyelia: {reason}</source>
      <translation>Reply returned by the supervisor: {reason}</translation>
    </message>
    <message>
      <source>Balasan peribadi dipulangkan oleh penyelia: {reason}</source>
      <translation>Private reply returned by a supervisor: {reason}</translation>
    </message>
    <message>
      <source>Satu balasan menunggu kelulusan penyelia. Balasan baharu akan menggantikannya.</source>
      <translation>A reply is waiting for a supervisor’s approval. A new reply will replace it.</translation>
    </message>
    <message>
      <source>Tarik balik</source>
      <translation>Withdraw</translation>
    </message>
    <message>
      <source>Balas awam (R)</source>
      <translation>Reply publicly (R)</translation>
    </message>
    <message>
      <source>Balas peribadi</source>
      <translation>Reply privately</translation>
    </message>
    <message>
      <source>Balasan awam: semua orang boleh membacanya</source>
      <translation>Public reply: everyone can read it</translation>
    </message>
    <message>
      <source>Nota (N)</source>
      <translation>Note (N)</translation>
    </message>
    <message>
      <source>Nota dalaman: hanya pegawai yang dapat melihatnya</source>
      <translation>Internal note: only officers can see it</translation>
    </message>
    <message>
      <source>/ Templat</source>
      <translation>/ Canned replies</translation>
    </message>
    <message>
      <source>Templat balasan G1–G9 (/ atau Ctrl+1 … Ctrl+9)</source>
      <translation>Canned replies G1–G9 (/ or Ctrl+1 … Ctrl+9)</translation>
    </message>
    <message>
      <source>Taip di sini. “/” membuka templat.</source>
      <translation>Type here. “/” opens the canned replies.</translation>
    </message>
  </context>
  <context>
    <name>ConflictsPage</name>
    <message>
      <source>Memuatkan percanggahan …</source>
      <translation>Loading conflicts …</translation>
    </message>
    <message>
      <source>Percanggahan</source>
      <translation>Conflicts</translation>
    </message>
    <message>
      <source>Tiada percanggahan</source>
      <translation>No conflicts</translation>
    </message>
    <message>
      <source>Apabila dua orang menukar medan yang sama, kedua-dua nilai muncul di sini; tiada yang hilang.</source>
      <translation>When two people change the same field, both values appear here; neither is lost.</translation>
    </message>
    <message>
      <source>DUA NILAI</source>
      <translation>TWO VALUES</translation>
    </message>
    <message>
      <source>PEMBERITAHUAN</source>
      <translation>NOTICES</translation>
    </message>
    <message>
      <source>SUDAH DIBACA</source>
      <translation>READ</translation>
    </message>
    <message>
      <source>anda</source>
      <translation>you</translation>
    </message>
    <message>
      <source>PILIHAN ANDA</source>
      <translation>YOUR CHOICE</translation>
    </message>
    <message>
      <source>PILIHAN {name}</source>
      <translation>CHOICE OF {name}</translation>
    </message>
    <message>
      <source>{when} · oleh {name}</source>
      <translation>{when} · by {name}</translation>
    </message>
    <message>
      <source>ASALNYA</source>
      <translation>BEFORE</translation>
    </message>
    <message>
      <source>TERCATAT SEKARANG</source>
      <translation>RECORDED NOW</translation>
    </message>
    <message>
      <source>Buka</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Akaun rasmi</source>
      <translation>Official account</translation>
    </message>
    <message>
      <source>Perbualan</source>
      <translation>Conversation</translation>
    </message>
    <message>
      <source>Kekalkan milik saya</source>
      <translation>Keep mine</translation>
    </message>
    <message>
      <source>Guna pilihan {name}</source>
      <translation>Use the choice of {name}</translation>
    </message>
    <message>
      <source>Kekalkan milik mereka</source>
      <translation>Keep theirs</translation>
    </message>
    <message>
      <source>Kekalkan yang tercatat</source>
      <translation>Keep what is recorded</translation>
    </message>
    <message>
      <source>Gabung …</source>
      <translation>Merge …</translation>
    </message>
    <message>
      <source>Simpan gabungan</source>
      <translation>Save the merged text</translation>
    </message>
    <message>
      <source>Baharu</source>
      <translation>New</translation>
    </message>
    <message>
      <source>Kata-kata daftar bersama: {words}</source>
      <translation>The register’s own words: {words}</translation>
    </message>
    <message>
      <source>Salin</source>
      <translation>Copy</translation>
    </message>
    <message>
      <source>Tandai dibaca</source>
      <translation>Mark as read</translation>
    </message>
    <message>
      <source>Tiada yang menang dengan sendirinya: seseorang melihat kedua-duanya dan memutuskan.</source>
      <translation>Neither wins by itself: a person looks at both and decides.</translation>
    </message>
  </context>
  <context>
    <name>ContextPane</name>
    <message>
      <source>MAKLUM BALAS AWAL (24 JAM)</source>
      <translation>FIRST REPLY (24 HOURS)</translation>
    </message>
    <message>
      <source>Lewat {time}</source>
      <translation>Late by {time}</translation>
    </message>
    <message>
      <source>Baki {time}</source>
      <translation>{time} left</translation>
    </message>
    <message>
      <source>Tiada tempoh sedang berjalan</source>
      <translation>No deadline is running</translation>
    </message>
    <message>
      <source>Dijawab {time}</source>
      <translation>Answered {time}</translation>
    </message>
    <message>
      <source>BELUM DIDAFTARKAN</source>
      <translation>NOT YET REGISTERED</translation>
    </message>
    <message>
      <source>Daftar (D)</source>
      <translation>Register (D)</translation>
    </message>
    <message>
      <source>ADUAN</source>
      <translation>COMPLAINT</translation>
    </message>
    <message>
      <source>Buka</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Betulkan bidang kuasa</source>
      <translation>Correct the jurisdiction</translation>
    </message>
    <message>
      <source>Bidang kuasa {place}; betulkan</source>
      <translation>Jurisdiction {place}; correct it</translation>
    </message>
    <message>
      <source>No.</source>
      <translation>No.</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <source>Kategori</source>
      <translation>Category</translation>
    </message>
    <message>
      <source>Jalan</source>
      <translation>Road</translation>
    </message>
    <message>
      <source>Lokasi</source>
      <translation>Location</translation>
    </message>
    <message>
      <source>Bidang kuasa</source>
      <translation>Jurisdiction</translation>
    </message>
    <message>
      <source>Agensi</source>
      <translation>Agency</translation>
    </message>
    <message>
      <source>Sebab</source>
      <translation>Reason</translation>
    </message>
    <message>
      <source>Dipanjangkan</source>
      <translation>Forwarded</translation>
    </message>
    <message>
      <source>Nombor rasmi diberi sebaik sahaja daftar bersama dihubungi.</source>
      <translation>The official number is given as soon as the shared register is reached.</translation>
    </message>
    <message>
      <source>PENGADU</source>
      <translation>COMPLAINANT</translation>
    </message>
    <message>
      <source>Papar penuh</source>
      <translation>Show in full</translation>
    </message>
    <message>
      <source>{count} ({closed} selesai)</source>
      <translation>{count} ({closed} closed)</translation>
    </message>
    <message>
      <source>Nama</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Saluran</source>
      <translation>Channel</translation>
    </message>
    <message>
      <source>Telefon</source>
      <translation>Telephone</translation>
    </message>
    <message>
      <source>E-mel</source>
      <translation>Email</translation>
    </message>
    <message>
      <source>Aduan lalu</source>
      <translation>Past complaints</translation>
    </message>
    <message>
      <source>Tiada</source>
      <translation>None</translation>
    </message>
    <message>
      <source>JEJAK</source>
      <translation>TRAIL</translation>
    </message>
    <message>
      <source>Diterima daripada {channel}</source>
      <translation>Received from {channel}</translation>
    </message>
  </context>
  <context>
    <name>Crash</name>
    <message>
      <source>Ralat program</source>
      <translation>Program error</translation>
    </message>
    <message>
      <source>PMS Desk terhenti secara mengejut kali terakhir ia dibuka.</source>
      <translation>PMS Desk stopped unexpectedly the last time it was open.</translation>
    </message>
    <message>
      <source>Ralat yang tidak dijangka berlaku.</source>
      <translation>An unexpected error occurred.</translation>
    </message>
    <message>
      <source>Draf dan perubahan yang disahkan telah disimpan; balasan yang sedang dihantar akan disemak pada platform, bukan dihantar semula. Salin laporan ini dan hantarkannya kepada pentadbir. Laporan tidak mengandungi teks mesej.</source>
      <translation>Drafts and confirmed changes have been saved; replies being sent will be checked on the platform, not sent again. Copy this report and send it to an administrator. The report contains no message text.</translation>
    </message>
    <message>
      <source>Laporan</source>
      <translation>Report</translation>
    </message>
    <message>
      <source>Salin laporan</source>
      <translation>Copy report</translation>
    </message>
    <message>
      <source>Tutup</source>
      <translation>Close</translation>
    </message>
  </context>
  <context>
    <name>Decide</name>
    <message>
      <source>Putuskan balasan yang tidak pasti</source>
      <translation>Decide on an unsure reply</translation>
    </message>
    <message>
      <source>Lihat dahulu bebenang itu di {network}. Keputusan anda direkodkan.</source>
      <translation>Look at the thread on {network} first. Your decision is recorded.</translation>
    </message>
    <message>
      <source>Putuskan siaran yang tidak pasti</source>
      <translation>Decide the unsure post</translation>
    </message>
    <message>
      <source>Lihat dahulu akaun itu di {network}. Keputusan anda direkodkan.</source>
      <translation>Look at the account on {network} first. Your decision is recorded.</translation>
    </message>
    <message>
      <source>Rekod keputusan</source>
      <translation>Record decision</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Ia ada di sana: tandakan sebagai diterbitkan</source>
      <translation>It is there: mark it as published</translation>
    </message>
    <message>
      <source>Ia tiada di sana: hantar sekali lagi</source>
      <translation>It is not there: send it once more</translation>
    </message>
    <message>
      <source>Jangan hantar: pulangkan teks kepada penulis</source>
      <translation>Do not send: return the text to its author</translation>
    </message>
    <message>
      <source>ID atau pautan hantaran, jika ada</source>
      <translation>ID or link of the post, if any</translation>
    </message>
    <message>
      <source>Sebab</source>
      <translation>Reason</translation>
    </message>
    <message>
      <source>Pilih satu keputusan.</source>
      <translation>Choose a decision.</translation>
    </message>
    <message>
      <source>Merekod …</source>
      <translation>Recording …</translation>
    </message>
  </context>
  <context>
    <name>Finder</name>
    <message>
      <source>Perintah dan hasil carian</source>
      <translation>Commands and search results</translation>
    </message>
    <message>
      <source>mencari …</source>
      <translation>searching …</translation>
    </message>
    <message>
      <source>tiada padanan lain</source>
      <translation>nothing else found</translation>
    </message>
    <message>
      <source>Dalam daftar bersama</source>
      <translation>In the shared register</translation>
    </message>
    <message>
      <source>Daftar bersama tidak dapat dihubungi; hanya carian di komputer ini</source>
      <translation>The shared register cannot be reached; only this computer is searched</translation>
    </message>
  </context>
  <context>
    <name>FirstStart</name>
    <message>
      <source>Selamat datang ke PMS Desk</source>
      <translation>Welcome to PMS Desk</translation>
    </message>
    <message>
      <source>Ini kali pertama program dibuka. Cipta akaun pentadbir; kemudian tambah pegawai dan penyelia di Tetapan.</source>
      <translation>This is the first time the program is opened. Create the administrator’s account; then add officers and supervisors in Settings.</translation>
    </message>
    <message>
      <source>Cipta pentadbir</source>
      <translation>Create administrator</translation>
    </message>
    <message>
      <source>Keluar</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>Nama penuh</source>
      <translation>Full name</translation>
    </message>
    <message>
      <source>Nama pengguna</source>
      <translation>User name</translation>
    </message>
    <message>
      <source>Kata laluan</source>
      <translation>Password</translation>
    </message>
    <message>
      <source>Ulang kata laluan</source>
      <translation>Repeat the password</translation>
    </message>
    <message>
      <source>Isi nama penuh dan nama pengguna.</source>
      <translation>Enter the full name and the user name.</translation>
    </message>
    <message>
      <source>Kedua-dua kata laluan tidak sama.</source>
      <translation>The two passwords are not the same.</translation>
    </message>
    <message>
      <source>Mencipta …</source>
      <translation>Creating …</translation>
    </message>
  </context>
  <context>
    <name>FlagList</name>
    <message>
      <source>Dapatan pematuhan</source>
      <translation>Compliance findings</translation>
    </message>
    <message>
      <source>Tunjuk</source>
      <translation>Show</translation>
    </message>
    <message>
      <source>Tunjuk dalam teks (F8)</source>
      <translation>Show in the text (F8)</translation>
    </message>
    <message>
      <source>Tukar: “{rewrite}”   Alt+Enter</source>
      <translation>Change to: “{rewrite}”   Alt+Enter</translation>
    </message>
  </context>
  <context>
    <name>Form</name>
    <message>
      <source>sekurang-kurangnya {count} aksara</source>
      <translation>at least {count} characters</translation>
    </message>
  </context>
  <context>
    <name>Gallery</name>
    <message>
      <source>Gambar {number} daripada {count}</source>
      <translation>Picture {number} of {count}</translation>
    </message>
    <message>
      <source>Teks alt: {text}</source>
      <translation>Alt text: {text}</translation>
    </message>
    <message>
      <source>Tanpa teks alt</source>
      <translation>No alt text</translation>
    </message>
    <message>
      <source>Simpan video untuk ditonton …</source>
      <translation>Save the video to watch it …</translation>
    </message>
    <message>
      <source>Simpan video</source>
      <translation>Save the video</translation>
    </message>
  </context>
  <context>
    <name>InboxPage</name>
    <message>
      <source>Peti masuk</source>
      <translation>Inbox</translation>
    </message>
    <message>
      <source>Daftarkan aduan dahulu, kemudian panjangkan kepada agensi.</source>
      <translation>Register the complaint first, then forward it to an agency.</translation>
    </message>
    <message>
      <source>Daftar (D)</source>
      <translation>Register (D)</translation>
    </message>
    <message>
      <source>Buka perbualan</source>
      <translation>Open conversation</translation>
    </message>
    <message>
      <source>Perbualan ini tiada pada komputer ini. Cari di semua tempat dengan Ctrl+Shift+F.</source>
      <translation>This conversation is not on this computer. Search everywhere with Ctrl+Shift+F.</translation>
    </message>
    <message>
      <source>Cuba lagi</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>Pilih satu perbualan</source>
      <translation>Choose a conversation</translation>
    </message>
    <message>
      <source>J dan K bergerak dalam senarai, R membalas, ? memaparkan semua kekunci.</source>
      <translation>J and K move through the list, R replies, ? shows all keys.</translation>
    </message>
    <message>
      <source>Aduan disimpan sebagai draf tanpa nombor. Nombor rasmi diberi sebaik sahaja daftar bersama dihubungi.</source>
      <translation>The complaint is kept as a draft without a number. The official number is given as soon as the shared register is reached.</translation>
    </message>
    <message>
      <source>Balas dengan G6</source>
      <translation>Reply with G6</translation>
    </message>
    <message>
      <source>Aduan didaftarkan: {number}</source>
      <translation>Complaint registered: {number}</translation>
    </message>
    <message>
      <source>Salin nombor</source>
      <translation>Copy number</translation>
    </message>
  </context>
  <context>
    <name>JoinRegister</name>
    <message>
      <source>Sertai daftar bersama</source>
      <translation>Join the shared register</translation>
    </message>
    <message>
      <source>Komputer ini akan berkongsi satu daftar aduan dengan yang lain. Kata laluan hanya digunakan untuk menyertai dan tidak disimpan. Apa yang dibuat di sini sebelum ini kekal pada komputer ini sahaja.</source>
      <translation>This computer will share one register of complaints with the others. The password is used for joining only and is not kept. What was done here before stays on this computer alone.</translation>
    </message>
    <message>
      <source>Sertai</source>
      <translation>Join</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Alamat daftar bersama</source>
      <translation>Address of the shared register</translation>
    </message>
    <message>
      <source>Nama pengguna</source>
      <translation>User name</translation>
    </message>
    <message>
      <source>Kata laluan</source>
      <translation>Password</translation>
    </message>
    <message>
      <source>Isi alamat dan nama pengguna.</source>
      <translation>Fill in the address and the user name.</translation>
    </message>
    <message>
      <source>Menyertai …</source>
      <translation>Joining …</translation>
    </message>
  </context>
  <context>
    <name>ListPane</name>
    <message>
      <source>Tab peti masuk</source>
      <translation>Inbox tabs</translation>
    </message>
    <message>
      <source>{count} baharu</source>
      <translation>{count} new</translation>
    </message>
    <message>
      <source>Susun semula</source>
      <translation>Sort again</translation>
    </message>
    <message>
      <source>Memuatkan …</source>
      <translation>Loading …</translation>
    </message>
    <message>
      <source>Tiada perbualan sepadan</source>
      <translation>No conversation matches</translation>
    </message>
    <message>
      <source>Cuba perkataan lain, atau cari di semua tempat (Ctrl+Shift+F).</source>
      <translation>Try another word, or search everywhere (Ctrl+Shift+F).</translation>
    </message>
    <message>
      <source>Kosongkan carian</source>
      <translation>Clear the search</translation>
    </message>
    <message>
      <source>Tiada perbualan dalam tapisan ini</source>
      <translation>No conversations within this filter</translation>
    </message>
    <message>
      <source>Buang tapisan</source>
      <translation>Remove the filter</translation>
    </message>
    <message>
      <source>Belum ada akaun yang disambungkan</source>
      <translation>No account is connected yet</translation>
    </message>
    <message>
      <source>Pentadbir menyambungkan akaun di halaman Akaun rasmi; selepas itu mesej diterima di sini.</source>
      <translation>An administrator connects accounts on the page Official accounts; messages arrive here from then on.</translation>
    </message>
    <message>
      <source>Buka Akaun rasmi</source>
      <translation>Open Official accounts</translation>
    </message>
    <message>
      <source>Semua telah dijawab</source>
      <translation>Everything has been answered</translation>
    </message>
    <message>
      <source>Mesej baharu muncul di sini sebaik sahaja diterima.</source>
      <translation>New messages appear here as soon as they arrive.</translation>
    </message>
    <message>
      <source>Tiada tugasan</source>
      <translation>Nothing assigned to you</translation>
    </message>
    <message>
      <source>Ambil perbualan daripada tab Terbuka dengan kekunci M.</source>
      <translation>Take conversations from the Open tab with the key M.</translation>
    </message>
    <message>
      <source>Tiada yang menunggu</source>
      <translation>Nothing is waiting</translation>
    </message>
    <message>
      <source>Perbualan yang ditunda atau menunggu kelulusan berada di sini.</source>
      <translation>Conversations that are snoozed or waiting for approval are kept here.</translation>
    </message>
    <message>
      <source>Belum ada yang selesai</source>
      <translation>Nothing is done yet</translation>
    </message>
    <message>
      <source>Cuba lagi</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>Tamat dalam {hours} jam</source>
      <translation>Due within {hours} h</translation>
    </message>
    <message>
      <source>Terbuka</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Saya</source>
      <translation>Mine</translation>
    </message>
    <message>
      <source>Menunggu</source>
      <translation>Waiting</translation>
    </message>
    <message>
      <source>Selesai</source>
      <translation>Done</translation>
    </message>
    <message>
      <source>Perbualan</source>
      <translation>Conversations</translation>
    </message>
    <message>
      <source>Cari dalam senarai ini</source>
      <translation>Search in this list</translation>
    </message>
    <message>
      <source>Cari dalam senarai</source>
      <translation>Search in the list</translation>
    </message>
  </context>
  <context>
    <name>OutagePage</name>
    <message>
      <source>Menyemak daftar bersama …</source>
      <translation>Checking the shared register …</translation>
    </message>
    <message>
      <source>Gangguan</source>
      <translation>Outage</translation>
    </message>
    <message>
      <source>Mencuba …</source>
      <translation>Trying …</translation>
    </message>
    <message>
      <source>Semua disegerakkan</source>
      <translation>Everything is in sync</translation>
    </message>
    <message>
      <source>TERSEKAT</source>
      <translation>STUCK</translation>
    </message>
    <message>
      <source>MENUNGGU DIHANTAR ({count})</source>
      <translation>WAITING TO BE SENT ({count})</translation>
    </message>
    <message>
      <source>Daftar bersama</source>
      <translation>Shared register</translation>
    </message>
    <message>
      <source>Dalam talian</source>
      <translation>Online</translation>
    </message>
    <message>
      <source>Menghubungi daftar bersama …</source>
      <translation>Contacting the shared register …</translation>
    </message>
    <message>
      <source>Yang dilihat di sini ialah daftar bersama setakat {time}.</source>
      <translation>What you see here is the shared register as of {time}.</translation>
    </message>
    <message>
      <source>Anda boleh terus bekerja: draf, pendaftaran, nota dan kelulusan disimpan pada komputer ini dan dihantar apabila talian pulih. Hanya penerbitan kepada umum yang menunggu.</source>
      <translation>You can go on working: drafts, registrations, notes and approvals are kept on this computer and sent when the line is back. Only publishing to the public waits.</translation>
    </message>
    <message>
      <source>Luar talian sejak {time} ({span})</source>
      <translation>Offline since {time} ({span})</translation>
    </message>
    <message>
      <source>Dalam talian sejak {time}.</source>
      <translation>Online since {time}.</translation>
    </message>
    <message>
      <source>Balasan yang diluluskan diterbitkan dari komputer ini.</source>
      <translation>Approved replies are published from this computer.</translation>
    </message>
    <message>
      <source>Balasan yang diluluskan diterbitkan oleh penerbit, bukan dari komputer ini.</source>
      <translation>Approved replies are published by a publisher, not from this computer.</translation>
    </message>
    <message>
      <source>Salinan ini terakhir dibandingkan dengan daftar bersama: {time}.</source>
      <translation>This copy was last compared with the shared register: {time}.</translation>
    </message>
    <message>
      <source>Perbezaan terakhir ditemui dan dimuatkan semula: {time}.</source>
      <translation>A difference was last found and loaded anew: {time}.</translation>
    </message>
    <message>
      <source>Memuatkan {what} ({step} daripada {steps}) – {rows} baris setakat ini</source>
      <translation>Loading {what} ({step} of {steps}) – {rows} rows so far</translation>
    </message>
    <message>
      <source>Muatan pertama</source>
      <translation>First load</translation>
    </message>
    <message>
      <source>Yang terbaharu dimuatkan dahulu; konsol sudah boleh digunakan.</source>
      <translation>The newest comes first; the console can be used already.</translation>
    </message>
    <message>
      <source>Jam komputer ini lambat {span} daripada jam daftar bersama.</source>
      <translation>This computer’s clock is {span} behind that of the shared register.</translation>
    </message>
    <message>
      <source>Jam komputer ini cepat {span} daripada jam daftar bersama.</source>
      <translation>This computer’s clock is {span} ahead of that of the shared register.</translation>
    </message>
    <message>
      <source>Jam tidak tepat</source>
      <translation>Clock is wrong</translation>
    </message>
    <message>
      <source>Betulkan jam komputer; daftar bersama memakai jamnya sendiri.</source>
      <translation>Set the computer’s clock right; the shared register goes by its own.</translation>
    </message>
    <message>
      <source>Semak</source>
      <translation>Check</translation>
    </message>
    <message>
      <source>Dibuat oleh {name}, dan dihantar apabila {name} mendaftar masuk di sini.</source>
      <translation>Done by {name}, and sent when {name} signs in here.</translation>
    </message>
    <message>
      <source>{age} · dicuba {count} kali</source>
      <translation>{age} · tried {count} times</translation>
    </message>
    <message>
      <source>Tersekat</source>
      <translation>Stuck</translation>
    </message>
    <message>
      <source>Kata-kata daftar bersama: {words}</source>
      <translation>The register’s own words: {words}</translation>
    </message>
    <message>
      <source>{what} × {count}</source>
      <translation>{what} × {count}</translation>
    </message>
    <message>
      <source>Cuba sekarang</source>
      <translation>Try now</translation>
    </message>
    <message>
      <source>Bagaimana komputer ini berhubung dengan daftar bersama, dan apa yang menunggu dihantar.</source>
      <translation>How this computer stands with the shared register, and what waits to be sent.</translation>
    </message>
  </context>
  <context>
    <name>OutboxPage</name>
    <message>
      <source>Memuatkan balasan yang menunggu …</source>
      <translation>Loading waiting replies …</translation>
    </message>
    <message>
      <source>Peti keluar</source>
      <translation>Outbox</translation>
    </message>
    <message>
      <source>Tiada balasan yang menunggu</source>
      <translation>No reply is waiting</translation>
    </message>
    <message>
      <source>Balasan yang diluluskan muncul di sini sehingga ia diterbitkan.</source>
      <translation>Approved replies appear here until they are published.</translation>
    </message>
    <message>
      <source>pengguna</source>
      <translation>a user</translation>
    </message>
    <message>
      <source>Kepada {person} di {network}</source>
      <translation>To {person} on {network}</translation>
    </message>
    <message>
      <source>akaun rasmi</source>
      <translation>an official account</translation>
    </message>
    <message>
      <source>Siaran {person} di {network}</source>
      <translation>Post of {person} on {network}</translation>
    </message>
    <message>
      <source>Putuskan …</source>
      <translation>Decide …</translation>
    </message>
    <message>
      <source>Tarik balik</source>
      <translation>Withdraw</translation>
    </message>
    <message>
      <source>Cuba hantar lagi</source>
      <translation>Try sending again</translation>
    </message>
    <message>
      <source>Menunggu: akaun {account} tidak digunakan sekarang</source>
      <translation>Waiting: the account {account} is not in use now</translation>
    </message>
    <message>
      <source>Menunggu keputusan seseorang</source>
      <translation>Waiting for someone’s decision</translation>
    </message>
    <message>
      <source>Disemak {reads} kali pada platform; tidak akan dihantar semula tanpa kepastian</source>
      <translation>Checks on the platform: {reads}; it will not be sent again without certainty</translation>
    </message>
    <message>
      <source>Dihantar selepas {when}</source>
      <translation>To be sent after {when}</translation>
    </message>
    <message>
      <source>Setiap balasan diterbitkan sekali sahaja. Yang tidak pasti dicari pada platform dahulu.</source>
      <translation>Every reply is published only once. Unsure ones are looked up on the platform first.</translation>
    </message>
    <message>
      <source>Luar talian: tiada apa-apa diterbitkan sehingga daftar bersama dapat dihubungi.</source>
      <translation>Offline: nothing is published until the shared register can be reached.</translation>
    </message>
    <message>
      <source>Balasan yang diluluskan diterbitkan dari komputer ini.</source>
      <translation>Approved replies are published from this computer.</translation>
    </message>
    <message>
      <source>Balasan yang diluluskan diterbitkan oleh penerbit, bukan dari komputer ini.</source>
      <translation>Approved replies are published by a publisher, not from this computer.</translation>
    </message>
    <message>
      <source>Semak sekarang</source>
      <translation>Check now</translation>
    </message>
  </context>
  <context>
    <name>Outgoing</name>
    <message>
      <source>Balasan diserahkan. Ia akan dihantar selepas diluluskan oleh penyelia.</source>
      <translation>The reply has been submitted. It will be sent once a supervisor approves it.</translation>
    </message>
    <message>
      <source>Balasan kepada {to} akan dihantar dalam {seconds} saat.</source>
      <translation>The reply to {to} will be sent in {seconds} seconds.</translation>
    </message>
  </context>
  <context>
    <name>People</name>
    <message>
      <source>Tidak aktif</source>
      <translation>Inactive</translation>
    </message>
    <message>
      <source>Dikunci</source>
      <translation>Locked</translation>
    </message>
    <message>
      <source>Buka kunci</source>
      <translation>Unlock</translation>
    </message>
    <message>
      <source>Kata laluan baharu …</source>
      <translation>New password …</translation>
    </message>
    <message>
      <source>Nyahaktifkan</source>
      <translation>Deactivate</translation>
    </message>
    <message>
      <source>Aktifkan</source>
      <translation>Activate</translation>
    </message>
    <message>
      <source>Kakitangan</source>
      <translation>Staff</translation>
    </message>
    <message>
      <source>Pegawai menulis balasan, penyelia meluluskan, pentadbir mengurus akaun dan kakitangan.</source>
      <translation>Officers write replies, supervisors approve them, administrators manage accounts and staff.</translation>
    </message>
    <message>
      <source>Hanya pentadbir yang boleh menambah atau mengubah kakitangan.</source>
      <translation>Only an administrator can add or change staff.</translation>
    </message>
    <message>
      <source>Tambah kakitangan …</source>
      <translation>Add a staff member …</translation>
    </message>
  </context>
  <context>
    <name>Picture</name>
    <message>
      <source>Gambar</source>
      <translation>Photo</translation>
    </message>
  </context>
  <context>
    <name>Rail</name>
    <message>
      <source>PAPARAN TERSIMPAN</source>
      <translation>SAVED VIEWS</translation>
    </message>
  </context>
  <context>
    <name>Register</name>
    <message>
      <source>Komputer ini menyertai daftar bersama. Daftar keluar, kemudian masuk dengan nama anda di sana.</source>
      <translation>This computer has joined the shared register. Sign out, then sign in with your name there.</translation>
    </message>
    <message>
      <source>Semua komputer yang menyertainya berkongsi perbualan, aduan dan kelulusan.</source>
      <translation>All computers that join it share conversations, complaints and approvals.</translation>
    </message>
    <message>
      <source>Hanya pentadbir yang boleh menyertakan komputer ini.</source>
      <translation>Only an administrator can let this computer join.</translation>
    </message>
    <message>
      <source>Sertai semula …</source>
      <translation>Join again …</translation>
    </message>
    <message>
      <source>Sertai daftar bersama …</source>
      <translation>Join the shared register …</translation>
    </message>
    <message>
      <source>Daftar bersama</source>
      <translation>Shared register</translation>
    </message>
    <message>
      <source>Komputer ini</source>
      <translation>This computer</translation>
    </message>
    <message>
      <source>Bekerja sendiri: data dan nombor aduan hanya pada komputer ini.</source>
      <translation>Works on its own: data and complaint numbers are on this computer only.</translation>
    </message>
    <message>
      <source>Berkongsi</source>
      <translation>Shares</translation>
    </message>
    <message>
      <source>Sendiri</source>
      <translation>On its own</translation>
    </message>
  </context>
  <context>
    <name>RegisterDialog</name>
    <message>
      <source>Daftar aduan</source>
      <translation>Register a complaint</translation>
    </message>
    <message>
      <source>Nombor rasmi diberikan sebaik sahaja aduan didaftarkan, juga semasa luar talian.</source>
      <translation>The official number is given as soon as the complaint is registered, offline too.</translation>
    </message>
    <message>
      <source>Daftar   Ctrl+Enter</source>
      <translation>Register   Ctrl+Enter</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>&amp;Pengadu</source>
      <translation>&amp;Complainant</translation>
    </message>
    <message>
      <source>{kind} (tidak langsung)</source>
      <translation>{kind} (indirect)</translation>
    </message>
    <message>
      <source>&amp;Jenis pelanggan</source>
      <translation>C&amp;ustomer type</translation>
    </message>
    <message>
      <source>&amp;Ringkasan</source>
      <translation>&amp;Summary</translation>
    </message>
    <message>
      <source>&amp;Kategori</source>
      <translation>Cate&amp;gory</translation>
    </message>
    <message>
      <source>Belum ditentukan</source>
      <translation>Not yet decided</translation>
    </message>
    <message>
      <source>&amp;Bidang kuasa</source>
      <translation>&amp;Jurisdiction</translation>
    </message>
    <message>
      <source>Tiada</source>
      <translation>None</translation>
    </message>
    <message>
      <source>&amp;Agensi utama</source>
      <translation>&amp;Lead agency</translation>
    </message>
    <message>
      <source>Agensi k&amp;edua</source>
      <translation>S&amp;econd agency</translation>
    </message>
    <message>
      <source>Agensi ke-{place}</source>
      <translation>Agency no. {place}</translation>
    </message>
    <message>
      <source>Ja&amp;lan</source>
      <translation>&amp;Road</translation>
    </message>
    <message>
      <source>L&amp;okasi</source>
      <translation>L&amp;ocation</translation>
    </message>
    <message>
      <source>tampal.png</source>
      <translation>pasted.png</translation>
    </message>
    <message>
      <source>Pilih fail …</source>
      <translation>Choose a file …</translation>
    </message>
    <message>
      <source>Buang</source>
      <translation>Remove</translation>
    </message>
    <message>
      <source>&amp;Gambar sebelum</source>
      <translation>&amp;Before photo</translation>
    </message>
    <message>
      <source>Gambar sebelum</source>
      <translation>Before photo</translation>
    </message>
    <message>
      <source>Gambar</source>
      <translation>Photos</translation>
    </message>
    <message>
      <source>seret ke sini, atau tampal dengan Ctrl+V</source>
      <translation>drag it here, or paste with Ctrl+V</translation>
    </message>
    <message>
      <source>Mendaftar …</source>
      <translation>Registering …</translation>
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <source>Tetapan</source>
      <translation>Settings</translation>
    </message>
    <message>
      <source>Rupa</source>
      <translation>Appearance</translation>
    </message>
    <message>
      <source>Pintasan</source>
      <translation>Shortcuts</translation>
    </message>
    <message>
      <source>Kakitangan</source>
      <translation>Staff</translation>
    </message>
    <message>
      <source>Daftar bersama</source>
      <translation>Shared register</translation>
    </message>
    <message>
      <source>Bahagian tetapan</source>
      <translation>Sections of the settings</translation>
    </message>
  </context>
  <context>
    <name>ShortcutSettings</name>
    <message>
      <source>Pilih satu perintah dahulu.</source>
      <translation>Choose a command first.</translation>
    </message>
    <message>
      <source>{keys} sudah digunakan untuk “{command}”. Pilih kekunci lain, atau buang pintasan itu dahulu.</source>
      <translation>{keys} is already used for “{command}”. Choose another key, or remove that shortcut first.</translation>
    </message>
    <message>
      <source>Pintasan papan kekunci</source>
      <translation>Keyboard shortcuts</translation>
    </message>
    <message>
      <source>Pilih perintah, tekan kekunci baharu, kemudian tetapkan. Huruf tunggal tidak bertindak semasa menaip.</source>
      <translation>Choose a command, press the new keys, then set them. Single letters do not act while you type.</translation>
    </message>
    <message>
      <source>Perintah</source>
      <translation>Command</translation>
    </message>
    <message>
      <source>Pintasan</source>
      <translation>Shortcut</translation>
    </message>
    <message>
      <source>Perintah dan pintasan</source>
      <translation>Commands and shortcuts</translation>
    </message>
    <message>
      <source>Kekunci baharu</source>
      <translation>New keys</translation>
    </message>
    <message>
      <source>Tetapkan</source>
      <translation>Set</translation>
    </message>
    <message>
      <source>Buang pintasan</source>
      <translation>Remove shortcut</translation>
    </message>
    <message>
      <source>Pulihkan semua</source>
      <translation>Restore all</translation>
    </message>
  </context>
  <context>
    <name>Shortcuts</name>
    <message>
      <source>Pintasan papan kekunci</source>
      <translation>Keyboard shortcuts</translation>
    </message>
    <message>
      <source>Tapis perintah …</source>
      <translation>Filter commands …</translation>
    </message>
    <message>
      <source>Tapis perintah</source>
      <translation>Filter commands</translation>
    </message>
    <message>
      <source>Senarai pintasan</source>
      <translation>List of shortcuts</translation>
    </message>
    <message>
      <source>Huruf tunggal berfungsi di luar medan teks. Pintasan boleh ditukar di Tetapan.</source>
      <translation>Single letters work outside text fields. Shortcuts can be changed in Settings.</translation>
    </message>
  </context>
  <context>
    <name>SignIn</name>
    <message>
      <source>Daftar masuk ke PMS Desk</source>
      <translation>Sign in to PMS Desk</translation>
    </message>
    <message>
      <source>Setiap tindakan direkodkan atas nama anda.</source>
      <translation>Every action is recorded under your name.</translation>
    </message>
    <message>
      <source>Daftar masuk</source>
      <translation>Sign in</translation>
    </message>
    <message>
      <source>Keluar</source>
      <translation>Quit</translation>
    </message>
    <message>
      <source>Nama pengguna</source>
      <translation>User name</translation>
    </message>
    <message>
      <source>Kata laluan</source>
      <translation>Password</translation>
    </message>
    <message>
      <source>Isi nama pengguna dan kata laluan.</source>
      <translation>Enter your user name and password.</translation>
    </message>
    <message>
      <source>Menyemak …</source>
      <translation>Checking …</translation>
    </message>
  </context>
  <context>
    <name>StatusLine</name>
    <message>
      <source>{count} balasan menunggu dihantar</source>
      <translation>{count} replies waiting to be sent</translation>
    </message>
    <message>
      <source>{count} balasan menunggu dihantar, {unsure} tidak pasti</source>
      <translation>{count} replies waiting to be sent, {unsure} unsure</translation>
    </message>
    <message>
      <source>Leksikon {version}</source>
      <translation>Lexicon {version}</translation>
    </message>
    <message>
      <source>Bahasa: {name}</source>
      <translation>Language: {name}</translation>
    </message>
    <message>
      <source>{count} percanggahan</source>
      <translation>Conflicts: {count}</translation>
    </message>
    <message>
      <source>{count} pemberitahuan</source>
      <translation>{count} notices</translation>
    </message>
    <message>
      <source>Luar talian sejak {time}</source>
      <translation>Offline since {time}</translation>
    </message>
    <message>
      <source>Luar talian sejak {time} – {count} menunggu</source>
      <translation>Offline since {time} – {count} waiting</translation>
    </message>
    <message>
      <source>Memuatkan daftar bersama …</source>
      <translation>Loading the shared register …</translation>
    </message>
    <message>
      <source>{synced} · {count} menunggu</source>
      <translation>{synced} · {count} waiting</translation>
    </message>
    <message>
      <source>Belum disegerakkan</source>
      <translation>Not yet synced</translation>
    </message>
    <message>
      <source>Segerak {count} s lalu</source>
      <translation>Synced {count} s ago</translation>
    </message>
    <message>
      <source>Segerak {count} min lalu</source>
      <translation>Synced {count} min ago</translation>
    </message>
    <message>
      <source>Segerak terakhir {when}</source>
      <translation>Last synced {when}</translation>
    </message>
  </context>
  <context>
    <name>Strip</name>
    <message>
      <source>Kata-kata platform</source>
      <translation>The platform’s words</translation>
    </message>
    <message>
      <source>Sembunyikan</source>
      <translation>Hide</translation>
    </message>
    <message>
      <source>Salin</source>
      <translation>Copy</translation>
    </message>
    <message>
      <source>Tutup</source>
      <translation>Close</translation>
    </message>
  </context>
  <context>
    <name>ThreadHeader</name>
    <message>
      <source>Segera</source>
      <translation>Urgent</translation>
    </message>
    <message>
      <source>Tugasan {name}</source>
      <translation>Assigned to {name}</translation>
    </message>
  </context>
  <context>
    <name>ThreadPane</name>
    <message>
      <source>{count} ulasan di sini tidak kelihatan melalui API – buka di platform</source>
      <translation>{count} comments here are not visible through the API – open the platform</translation>
    </message>
    <message>
      <source>Perbualan</source>
      <translation>Conversation</translation>
    </message>
    <message>
      <source>Salin teks</source>
      <translation>Copy text</translation>
    </message>
    <message>
      <source>HANTARAN ASAL · {author}</source>
      <translation>ORIGINAL POST · {author}</translation>
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message>
      <source>Luar talian sejak {time}</source>
      <translation>Offline since {time}</translation>
    </message>
    <message>
      <source>Luar talian sejak {time} – {count} menunggu</source>
      <translation>Offline since {time} – {count} waiting</translation>
    </message>
    <message>
      <source>Luar talian sejak {time} – {count} balasan menunggu</source>
      <translation>Offline since {time} – replies waiting: {count}</translation>
    </message>
    <message>
      <source>Cari mesej, pengadu, no. aduan, jalan …</source>
      <translation>Search messages, complainants, complaint nos, roads …</translation>
    </message>
    <message>
      <source>Cari, atau laksanakan perintah</source>
      <translation>Search, or run a command</translation>
    </message>
    <message>
      <source>Menu {name}, {role}</source>
      <translation>Menu of {name}, {role}</translation>
    </message>
  </context>
  <context>
    <name>TrainingPage</name>
    <message>
      <source>Mulakan Mod Latihan</source>
      <translation>Start training mode</translation>
    </message>
    <message>
      <source>Eksport rekod latihan …</source>
      <translation>Export training record …</translation>
    </message>
    <message>
      <source>XLSX</source>
      <translation>XLSX</translation>
    </message>
    <message>
      <source>Memuatkan rekod latihan …</source>
      <translation>Loading the training record …</translation>
    </message>
    <message>
      <source>Latihan</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>rekod-latihan-{day}.xlsx</source>
      <translation>training-record-{day}.xlsx</translation>
    </message>
    <message>
      <source>Eksport rekod latihan</source>
      <translation>Export training record</translation>
    </message>
    <message>
      <source>Buku kerja Excel (*.xlsx)</source>
      <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
      <source>Disediakan oleh</source>
      <translation>Prepared by</translation>
    </message>
    <message>
      <source>Pada</source>
      <translation>On</translation>
    </message>
    <message>
      <source>Skop</source>
      <translation>Scope</translation>
    </message>
    <message>
      <source>Berlatih pada rangkaian amalan: tiada apa-apa diterbitkan. Setiap serahan direkodkan.</source>
      <translation>Practise on practice networks: nothing is published. Every exercise handed in is recorded.</translation>
    </message>
    <message>
      <source>Latihan yang direkodkan pada komputer ini.</source>
      <translation>Training recorded on this computer.</translation>
    </message>
    <message>
      <source>Latihan yang direkodkan dalam daftar bersama.</source>
      <translation>Training recorded in the shared register.</translation>
    </message>
    <message>
      <source>Daftar bersama tidak dapat dihubungi: mungkin ada serahan di komputer lain yang belum kelihatan.</source>
      <translation>The shared register cannot be reached: what was handed in at other computers may be missing here.</translation>
    </message>
    <message>
      <source>{count} baris ditulis ke {file}. Eksport ini direkodkan dalam jejak audit.</source>
      <translation>{count} lines written to {file}. This export is recorded in the audit trail.</translation>
    </message>
    <message>
      <source>Belum ada latihan yang direkodkan</source>
      <translation>No training recorded yet</translation>
    </message>
    <message>
      <source>Mulakan Mod Latihan: konsol kedua dengan bingkai LATIHAN akan dibuka.</source>
      <translation>Start training mode: a second console with the LATIHAN frame opens.</translation>
    </message>
    <message>
      <source>{name} – {passed} daripada {count} latihan yang diserah lulus</source>
      <translation>{name} – {passed} of {count} exercises handed in passed</translation>
    </message>
    <message>
      <source>Markah terbaik {points} · {count} kali diserah · {when} · latihan {version}, pmsdesk {program}</source>
      <translation>Best mark {points} · handed in {count} times · {when} · exercises {version}, pmsdesk {program}</translation>
    </message>
    <message>
      <source>Tahap {level}: {title}</source>
      <translation>Level {level}: {title}</translation>
    </message>
    <message>
      <source>Lulus</source>
      <translation>Passed</translation>
    </message>
    <message>
      <source>Belum lulus</source>
      <translation>Not passed yet</translation>
    </message>
  </context>
  <context>
    <name>TrainingPanel</name>
    <message>
      <source>Direkodkan atas nama {name}.</source>
      <translation>Recorded for {name}.</translation>
    </message>
    <message>
      <source>Tidak direkodkan: mulakan Mod Latihan dari konsol anda untuk direkodkan.</source>
      <translation>Not recorded: start training mode from your console to have it recorded.</translation>
    </message>
    <message>
      <source>✓ Markah ini ada dalam rekod latihan {name}.</source>
      <translation>✓ This mark is in the training record of {name}.</translation>
    </message>
    <message>
      <source>✗ Markah ini tidak dapat direkodkan. Lihat konsol anda.</source>
      <translation>✗ This mark could not be recorded. See your console.</translation>
    </message>
    <message>
      <source>Menunggu balasan anda diterbitkan pada rangkaian amalan …</source>
      <translation>Waiting for your reply to be published on the practice network …</translation>
    </message>
    <message>
      <source>Lulus</source>
      <translation>Passed</translation>
    </message>
    <message>
      <source>Belum lulus</source>
      <translation>Not passed yet</translation>
    </message>
    <message>
      <source>{points} markah – {result}</source>
      <translation>{points} points – {result}</translation>
    </message>
    <message>
      <source>Yang bertanda ⚠ menentukan: tanpanya latihan tidak lulus.</source>
      <translation>What is marked ⚠ decides: without it the exercise is not passed.</translation>
    </message>
    <message>
      <source>✓ Ya</source>
      <translation>✓ Yes</translation>
    </message>
    <message>
      <source>✗ Tidak</source>
      <translation>✗ No</translation>
    </message>
    <message>
      <source>{sign}{decisive} · {why} (Seksyen {seed}, {points} markah)</source>
      <translation>{sign}{decisive} · {why} (Section {seed}, {points} points)</translation>
    </message>
    <message>
      <source>Cuba sekali lagi</source>
      <translation>Try once more</translation>
    </message>
    <message>
      <source>Mulakan latihan ini</source>
      <translation>Begin this exercise</translation>
    </message>
    <message>
      <source>Mesej sedang tiba …</source>
      <translation>The message is arriving …</translation>
    </message>
    <message>
      <source>Serah untuk dinilai</source>
      <translation>Hand in for marking</translation>
    </message>
    <message>
      <source>Petunjuk (−{cost})</source>
      <translation>Hint (−{cost})</translation>
    </message>
    <message>
      <source>YANG DIMINTA</source>
      <translation>WHAT IS ASKED</translation>
    </message>
    <message>
      <source>Menjawab</source>
      <translation>Answering</translation>
    </message>
    <message>
      <source>Menyalurkan</source>
      <translation>Routing</translation>
    </message>
    <message>
      <source>Mendaftar</source>
      <translation>Registering</translation>
    </message>
    <message>
      <source>Perangkap</source>
      <translation>Trap</translation>
    </message>
    <message>
      <source>Latihan</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>{passed} daripada {count} latihan lulus</source>
      <translation>{passed} of {count} exercises passed</translation>
    </message>
    <message>
      <source>Pilih latihan</source>
      <translation>Choose an exercise</translation>
    </message>
    <message>
      <source>{number}. {title} · tahap {level}</source>
      <translation>{number}. {title} · level {level}</translation>
    </message>
  </context>
  <context>
    <name>UndoBar</name>
    <message>
      <source>Batal hantar   Ctrl+Z</source>
      <translation>Undo send   Ctrl+Z</translation>
    </message>
  </context>
  <context>
    <name>Window</name>
    <message>
      <source>Luar talian – anda boleh terus bekerja. Yang anda buat dihantar apabila talian pulih.</source>
      <translation>Offline – you can go on working. What you do is sent when the line is back.</translation>
    </message>
    <message>
      <source>Cari atau laksanakan perintah</source>
      <translation>Search or run a command</translation>
    </message>
    <message>
      <source>Cari di semua tempat</source>
      <translation>Search everywhere</translation>
    </message>
    <message>
      <source>Tukar rupa cerah atau gelap</source>
      <translation>Switch between light and dark</translation>
    </message>
    <message>
      <source>Switch to English</source>
      <translation>Tukar ke Bahasa Melayu</translation>
    </message>
    <message>
      <source>Pintasan papan kekunci</source>
      <translation>Keyboard shortcuts</translation>
    </message>
    <message>
      <source>Tukar kata laluan …</source>
      <translation>Change password …</translation>
    </message>
    <message>
      <source>Perihal PMS Desk</source>
      <translation>About PMS Desk</translation>
    </message>
    <message>
      <source>Daftar keluar atau tukar pengguna</source>
      <translation>Sign out or switch user</translation>
    </message>
    <message>
      <source>Pergi ke {page}</source>
      <translation>Go to {page}</translation>
    </message>
    <message>
      <source>Paparan: {view}</source>
      <translation>View: {view}</translation>
    </message>
    <message>
      <source>Mengambil perbualan dari daftar bersama …</source>
      <translation>Fetching the conversation from the shared register …</translation>
    </message>
    <message>
      <source>Di mana-mana</source>
      <translation>Everywhere</translation>
    </message>
    <message>
      <source>Halaman</source>
      <translation>Pages</translation>
    </message>
  </context>
  <context>
    <name>approvals</name>
    <message>
      <source>Nyatakan sebab. Tiada apa-apa diubah.</source>
      <translation>State the reason. Nothing has been changed.</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Batalkan penerbitan ({seconds} s)</source>
      <translation>Cancel publication ({seconds} s)</translation>
    </message>
    <message>
      <source>Kelulusan</source>
      <translation>Approvals</translation>
    </message>
    <message>
      <source>Memuatkan apa yang menunggu …</source>
      <translation>Loading what waits …</translation>
    </message>
    <message>
      <source>Luluskan yang dipaparkan</source>
      <translation>Approve what is shown</translation>
    </message>
    <message>
      <source>Pulangkan atau tolak dengan ulasan</source>
      <translation>Return or decline with a remark</translation>
    </message>
    <message>
      <source>Batalkan penerbitan yang baru diluluskan</source>
      <translation>Cancel the publication just approved</translation>
    </message>
    <message>
      <source>Baris seterusnya</source>
      <translation>Next row</translation>
    </message>
    <message>
      <source>Baris sebelumnya</source>
      <translation>Previous row</translation>
    </message>
    <message>
      <source>Barisan</source>
      <translation>Queue</translation>
    </message>
    <message>
      <source>Belum ada keputusan.</source>
      <translation>No decisions yet.</translation>
    </message>
    <message>
      <source>Tiada apa-apa menunggu kelulusan.</source>
      <translation>Nothing waits for approval.</translation>
    </message>
    <message>
      <source>Balasan yang ditanda oleh semakan pematuhan dan permohonan menyembunyikan komen akan muncul di sini.</source>
      <translation>Replies flagged by the compliance check and requests to hide comments will appear here.</translation>
    </message>
    <message>
      <source>Cuba lagi</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>{count} baharu</source>
      <translation>{count} new</translation>
    </message>
    <message>
      <source>Leksikon {version}</source>
      <translation>Lexicon {version}</translation>
    </message>
    <message>
      <source>Gambar sedang diambil. Siaran boleh diluluskan sebaik sahaja semua gambarnya dapat dilihat.</source>
      <translation>The pictures are being fetched. The post can be approved as soon as all of them can be seen.</translation>
    </message>
    <message>
      <source>Pilih satu baris untuk disemak.</source>
      <translation>Choose a row to review.</translation>
    </message>
    <message>
      <source>J dan K bergerak di dalam senarai.</source>
      <translation>J and K move through the list.</translation>
    </message>
    <message>
      <source>Menunggu</source>
      <translation>Waiting</translation>
    </message>
    <message>
      <source>Diputuskan</source>
      <translation>Decided</translation>
    </message>
    <message>
      <source>Semakan penyelia</source>
      <translation>Supervisor’s review</translation>
    </message>
    <message>
      <source>Apa yang menunggu kelulusan</source>
      <translation>What waits for approval</translation>
    </message>
    <message>
      <source>Komen seperti yang diarkibkan</source>
      <translation>The comment as it was archived</translation>
    </message>
    <message>
      <source>Salinan arkib · cap {sha}</source>
      <translation>Archived copy · seal {sha}</translation>
    </message>
    <message>
      <source>SHA-256: {sha}</source>
      <translation>SHA-256: {sha}</translation>
    </message>
    <message>
      <source>PERMOHONAN</source>
      <translation>REQUEST</translation>
    </message>
    <message>
      <source>Tindakan</source>
      <translation>Act</translation>
    </message>
    <message>
      <source>Sebab</source>
      <translation>Reason</translation>
    </message>
    <message>
      <source>Keterangan</source>
      <translation>Explanation</translation>
    </message>
    <message>
      <source>Disunting sejak itu</source>
      <translation>Edited since</translation>
    </message>
    <message>
      <source>Pemohon</source>
      <translation>Asked by</translation>
    </message>
    <message>
      <source>Dimohon</source>
      <translation>Asked</translation>
    </message>
    <message>
      <source>Akaun</source>
      <translation>Account</translation>
    </message>
    <message>
      <source>Sebelum ini</source>
      <translation>Before</translation>
    </message>
    <message>
      <source>{act}: {state} · {name}, {when}</source>
      <translation>{act}: {state} · {name}, {when}</translation>
    </message>
    <message>
      <source>DAPATAN PEMATUHAN</source>
      <translation>COMPLIANCE FINDINGS</translation>
    </message>
    <message>
      <source>VERSI</source>
      <translation>VERSIONS</translation>
    </message>
    <message>
      <source>JEJAK</source>
      <translation>TRAIL</translation>
    </message>
    <message>
      <source>Mesej pengadu</source>
      <translation>Complainant’s message</translation>
    </message>
    <message>
      <source>Teks tepat yang akan diterbitkan</source>
      <translation>The exact text to be published</translation>
    </message>
    <message>
      <source>dibuang (dicoret)</source>
      <translation>removed (struck out)</translation>
    </message>
    <message>
      <source>ditambah (digaris)</source>
      <translation>added (underlined)</translation>
    </message>
    <message>
      <source>tiada lagi di platform</source>
      <translation>no longer on the platform</translation>
    </message>
    <message>
      <source>disunting</source>
      <translation>edited</translation>
    </message>
    <message>
      <source>Mesej yang dijawab tidak lagi tersimpan di sini.</source>
      <translation>The message being answered is no longer kept here.</translation>
    </message>
    <message>
      <source>Di bawah hantaran {author}: “{text}”</source>
      <translation>Under the post of {author}: “{text}”</translation>
    </message>
    <message>
      <source>Teks tepat, versi {number} · ditulis oleh {author} · cap {sha}</source>
      <translation>Exact text, version {number} · written by {author} · fingerprint {sha}</translation>
    </message>
    <message>
      <source>Perubahan daripada versi {old} ({author}) kepada versi {new}</source>
      <translation>Changes from version {old} ({author}) to version {new}</translation>
    </message>
    <message>
      <source>dibuang: {text}</source>
      <translation>removed: {text}</translation>
    </message>
    <message>
      <source>ditambah: {text}</source>
      <translation>added: {text}</translation>
    </message>
    <message>
      <source>Tiada perubahan teks</source>
      <translation>No change of text</translation>
    </message>
    <message>
      <source>baharu sejak ditulis</source>
      <translation>new since it was written</translation>
    </message>
    <message>
      <source>tidak lagi ditemui</source>
      <translation>no longer found</translation>
    </message>
    <message>
      <source>Tiada dapatan. Akaun ini memerlukan kelulusan bagi semua teks.</source>
      <translation>No findings. This account requires approval for all texts.</translation>
    </message>
    <message>
      <source>Versi {number} · {author} · {when} · leksikon {lexicon} · cap {sha}</source>
      <translation>Version {number} · {author} · {when} · lexicon {lexicon} · fingerprint {sha}</translation>
    </message>
    <message>
      <source>{when} · {who} – {what}</source>
      <translation>{when} · {who} – {what}</translation>
    </message>
    <message>
      <source>Pada: “{span}”</source>
      <translation>At: “{span}”</translation>
    </message>
    <message>
      <source>Cadangan: “{text}”</source>
      <translation>Suggestion: “{text}”</translation>
    </message>
    <message>
      <source>Dimohon oleh anda</source>
      <translation>Asked by you</translation>
    </message>
    <message>
      <source>Tidak boleh dibatalkan</source>
      <translation>Cannot be undone</translation>
    </message>
    <message>
      <source>Siaran</source>
      <translation>Post</translation>
    </message>
    <message>
      <source>Peribadi</source>
      <translation>Private</translation>
    </message>
    <message>
      <source>{count} fail</source>
      <translation>Files: {count}</translation>
    </message>
    <message>
      <source>Ditulis oleh anda</source>
      <translation>Written by you</translation>
    </message>
    <message>
      <source>Akaun ini: semua teks</source>
      <translation>This account: all texts</translation>
    </message>
    <message>
      <source>{author} – siaran {account}</source>
      <translation>{author} – post of {account}</translation>
    </message>
    <message>
      <source>{author} → {person}</source>
      <translation>{author} → {person}</translation>
    </message>
    <message>
      <source>Diluluskan</source>
      <translation>Approved</translation>
    </message>
    <message>
      <source>Dipulangkan</source>
      <translation>Returned</translation>
    </message>
    <message>
      <source>tiada tempoh</source>
      <translation>no deadline</translation>
    </message>
    <message>
      <source>{asker}: {act} komen {person}</source>
      <translation>{asker}: {act} comment of {person}</translation>
    </message>
    <message>
      <source>Jika diluluskan, komen {person} disembunyikan daripada orang ramai di {channel} atas nama {account}. Ia boleh ditunjukkan semula.</source>
      <translation>If approved, the comment of {person} is hidden from the public on {channel} in the name of {account}. It can be shown again.</translation>
    </message>
    <message>
      <source>Jika diluluskan, komen {person} ditunjukkan semula kepada orang ramai di {channel} atas nama {account}.</source>
      <translation>If approved, the comment of {person} is shown to the public again on {channel} in the name of {account}.</translation>
    </message>
    <message>
      <source>Jika diluluskan, komen {person} dipadam di {channel} atas nama {account}.</source>
      <translation>If approved, the comment of {person} is deleted on {channel} in the name of {account}.</translation>
    </message>
    <message>
      <source>Anda boleh membaca barisan ini; hanya penyelia yang boleh memutuskan permohonan.</source>
      <translation>You may read this queue; only a supervisor may decide a request.</translation>
    </message>
    <message>
      <source>Anda sendiri yang memohon, maka penyelia lain mesti memutuskannya (prinsip empat mata).</source>
      <translation>You asked for this yourself, so another supervisor must decide it (four-eyes principle).</translation>
    </message>
    <message>
      <source>Jika diluluskan, siaran ini diterbitkan sebagai {account} di {channel} pada {when} – awam, boleh dilihat oleh sesiapa. Ia boleh ditarik balik sehingga masa itu.</source>
      <translation>If approved, this post is published as {account} on {channel} on {when} – public, anyone can see it. It can be taken back until then.</translation>
    </message>
    <message>
      <source>Jika diluluskan, siaran ini diterbitkan sebagai {account} di {channel} – awam, boleh dilihat oleh sesiapa. Ia boleh dibatalkan dalam {seconds} saat.</source>
      <translation>If approved, this post is published as {account} on {channel} – public, anyone can see it. It can be undone within {seconds} seconds.</translation>
    </message>
    <message>
      <source>Jika diluluskan, balasan ini dihantar sebagai {account} kepada {person} sahaja di {channel} – peribadi, tidak dilihat oleh orang lain. Ia boleh dibatalkan dalam {seconds} saat.</source>
      <translation>If approved, this reply is sent as {account} to {person} alone on {channel} – private, nobody else sees it. It can be undone within {seconds} seconds.</translation>
    </message>
    <message>
      <source>Jika diluluskan, balasan ini diterbitkan sebagai {account} kepada {person} di {channel} – awam, boleh dibaca oleh sesiapa. Ia boleh dibatalkan dalam {seconds} saat.</source>
      <translation>If approved, this reply is published as {account} to {person} on {channel} – in public, for anyone to read. It can be cancelled within {seconds} seconds.</translation>
    </message>
    <message>
      <source>sebaik sahaja diluluskan</source>
      <translation>as soon as it is approved</translation>
    </message>
    <message>
      <source>Siaran sebagai {account} di {channel}, {when}</source>
      <translation>Post as {account} on {channel}, {when}</translation>
    </message>
    <message>
      <source>Fail {place} ditambah.</source>
      <translation>File {place} was added.</translation>
    </message>
    <message>
      <source>Teks alt {place} diubah; dahulu: {was}</source>
      <translation>Alt text {place} was changed; before: {was}</translation>
    </message>
    <message>
      <source>{count} fail dibuang.</source>
      <translation>Files removed: {count}.</translation>
    </message>
    <message>
      <source>Susunan fail diubah.</source>
      <translation>The order of the files was changed.</translation>
    </message>
    <message>
      <source>Balasan ini tidak lagi menunggu keputusan: {state}.</source>
      <translation>This reply is no longer waiting for a decision: {state}.</translation>
    </message>
    <message>
      <source>Diluluskan oleh {name}, {when}.</source>
      <translation>Approved by {name}, {when}.</translation>
    </message>
    <message>
      <source>Dipulangkan oleh {name}, {when}.</source>
      <translation>Returned by {name}, {when}.</translation>
    </message>
    <message>
      <source>Ulasan: {reason}</source>
      <translation>Comment: {reason}</translation>
    </message>
    <message>
      <source>Penerbitan: {state}.</source>
      <translation>Publication: {state}.</translation>
    </message>
    <message>
      <source>Anda boleh membaca barisan ini; hanya penyelia yang boleh meluluskan atau memulangkan balasan.</source>
      <translation>You can read this queue; only a supervisor can approve or return replies.</translation>
    </message>
    <message>
      <source>Anda turut menulis balasan ini, maka penyelia lain mesti memutuskannya (prinsip empat mata).</source>
      <translation>You are one of this reply’s authors, so another supervisor must decide on it (four-eyes principle).</translation>
    </message>
    <message>
      <source>Leksikon yang berkuat kuasa kini menyekat teks ini. Pulangkan balasan supaya teksnya dibetulkan.</source>
      <translation>The lexicon now in force blocks this text. Return the reply so that its text can be corrected.</translation>
    </message>
    <message>
      <source>Luluskan &amp;&amp; terbitkan</source>
      <translation>Approve &amp;&amp; publish</translation>
    </message>
    <message>
      <source>Pulangkan dengan ulasan</source>
      <translation>Return with a comment</translation>
    </message>
    <message>
      <source>Ulasan kepada penulis (wajib) – teks kembali kepadanya sebagai draf</source>
      <translation>Comment to the author (required) – the text goes back to them as a draft</translation>
    </message>
    <message>
      <source>Contoh: buang nama syarikat; nyatakan tarikh kerja pembaikan.</source>
      <translation>Example: remove the company’s name; state the date of the repair works.</translation>
    </message>
    <message>
      <source>Luluskan &amp;&amp; sembunyikan</source>
      <translation>Approve &amp;&amp; hide</translation>
    </message>
    <message>
      <source>Luluskan &amp;&amp; tunjukkan semula</source>
      <translation>Approve &amp;&amp; show again</translation>
    </message>
    <message>
      <source>Luluskan &amp;&amp; padam selamanya</source>
      <translation>Approve &amp;&amp; delete for good</translation>
    </message>
    <message>
      <source>Tolak dengan ulasan</source>
      <translation>Decline with a remark</translation>
    </message>
    <message>
      <source>Ulasan kepada pemohon (wajib) – komen dibiarkan</source>
      <translation>Remark for who asked (required) – the comment is left alone</translation>
    </message>
    <message>
      <source>Contoh: kritikan keras tetapi sopan; balas sahaja.</source>
      <translation>Example: harsh but civil criticism; just answer it.</translation>
    </message>
    <message>
      <source>Semakan semula: sepadan</source>
      <translation>Re-check: the same</translation>
    </message>
    <message>
      <source>Semakan semula: berubah</source>
      <translation>Re-check: changed</translation>
    </message>
  </context>
  <context>
    <name>companions</name>
    <message>
      <source>{names} sedang menaip</source>
      <translation>{names} typing</translation>
    </message>
    <message>
      <source>{names} sedang melihat</source>
      <translation>{names} looking on</translation>
    </message>
  </context>
  <context>
    <name>complaints</name>
    <message>
      <source>{when} · {who} – {what}</source>
      <translation>{when} · {who} – {what}</translation>
    </message>
    <message>
      <source>Pengadu</source>
      <translation>Complainant</translation>
    </message>
    <message>
      <source>Pelanggan</source>
      <translation>Customer</translation>
    </message>
    <message>
      <source>Saluran</source>
      <translation>Channel</translation>
    </message>
    <message>
      <source>Kategori</source>
      <translation>Category</translation>
    </message>
    <message>
      <source>Bidang kuasa</source>
      <translation>Jurisdiction</translation>
    </message>
    <message>
      <source>Jalan</source>
      <translation>Road</translation>
    </message>
    <message>
      <source>Lokasi</source>
      <translation>Location</translation>
    </message>
    <message>
      <source>Tindakan</source>
      <translation>Action by</translation>
    </message>
    <message>
      <source>Diterima</source>
      <translation>Received</translation>
    </message>
    <message>
      <source>Didaftar</source>
      <translation>Registered</translation>
    </message>
    <message>
      <source>Maklum balas awal</source>
      <translation>First reply</translation>
    </message>
    <message>
      <source>Kod penutupan</source>
      <translation>Closing code</translation>
    </message>
    <message>
      <source>{when} · {who}: {what}</source>
      <translation>{when} · {who}: {what}</translation>
    </message>
    <message>
      <source>STATUS</source>
      <translation>STATUS</translation>
    </message>
    <message>
      <source>TINDAKAN SUSULAN</source>
      <translation>FOLLOW-UP</translation>
    </message>
    <message>
      <source>PANJANGKAN KEPADA AGENSI</source>
      <translation>FORWARD TO AN AGENCY</translation>
    </message>
    <message>
      <source>GAMBAR</source>
      <translation>PHOTOS</translation>
    </message>
    <message>
      <source>JEJAK</source>
      <translation>TRAIL</translation>
    </message>
    <message>
      <source>Buka perbualan</source>
      <translation>Open conversation</translation>
    </message>
    <message>
      <source>Sunting</source>
      <translation>Edit</translation>
    </message>
    <message>
      <source>Tutup</source>
      <translation>Close</translation>
    </message>
    <message>
      <source>Tutup butiran aduan</source>
      <translation>Close the complaint’s details</translation>
    </message>
    <message>
      <source>Ringkasan aduan</source>
      <translation>Summary of the complaint</translation>
    </message>
    <message>
      <source>NO. ADUAN</source>
      <translation>COMPLAINT NO.</translation>
    </message>
    <message>
      <source>TARIKH</source>
      <translation>DATE</translation>
    </message>
    <message>
      <source>PENGADU</source>
      <translation>COMPLAINANT</translation>
    </message>
    <message>
      <source>KATEGORI</source>
      <translation>CATEGORY</translation>
    </message>
    <message>
      <source>LOKASI</source>
      <translation>LOCATION</translation>
    </message>
    <message>
      <source>BIDANG KUASA</source>
      <translation>JURISDICTION</translation>
    </message>
    <message>
      <source>TINDAKAN</source>
      <translation>ACTION BY</translation>
    </message>
    <message>
      <source>MAKLUM BALAS AWAL</source>
      <translation>FIRST REPLY</translation>
    </message>
    <message>
      <source>Belum ditetapkan</source>
      <translation>Not yet set</translation>
    </message>
    <message>
      <source>{agency} (+{more})</source>
      <translation>{agency} (+{more})</translation>
    </message>
    <message>
      <source>baki {time}</source>
      <translation>{time} left</translation>
    </message>
    <message>
      <source>Simpan</source>
      <translation>Save</translation>
    </message>
    <message>
      <source>Batal</source>
      <translation>Cancel</translation>
    </message>
    <message>
      <source>Disediakan oleh</source>
      <translation>Prepared by</translation>
    </message>
    <message>
      <source>Pada</source>
      <translation>On</translation>
    </message>
    <message>
      <source>Tapisan</source>
      <translation>Filters</translation>
    </message>
    <message>
      <source>Waktu</source>
      <translation>Time zone</translation>
    </message>
    <message>
      <source>Semua tarikh mengikut waktu Malaysia (UTC+8).</source>
      <translation>All dates are in Malaysian time (UTC+8).</translation>
    </message>
    <message>
      <source>Peringatan</source>
      <translation>Reminder</translation>
    </message>
    <message>
      <source>Fail ini mengandungi data peribadi pengadu. Simpan dan kongsi mengikut peraturan.</source>
      <translation>This file contains complainants’ personal data. Keep and share it according to the rules.</translation>
    </message>
    <message>
      <source>{done} daripada {total} aduan ditulis</source>
      <translation>{done} of {total} complaints written</translation>
    </message>
    <message>
      <source>{count} aduan ditulis ke {file}. Eksport ini direkodkan dalam jejak audit.</source>
      <translation>Complaints written to {file}: {count}. This export is recorded in the audit trail.</translation>
    </message>
    <message>
      <source>Buka folder</source>
      <translation>Open folder</translation>
    </message>
    <message>
      <source>Eksport dihentikan. Tiada fail ditulis.</source>
      <translation>Export stopped. No file was written.</translation>
    </message>
    <message>
      <source>Kumpulan aduan</source>
      <translation>Groups of complaints</translation>
    </message>
    <message>
      <source>{count} baharu</source>
      <translation>{count} new</translation>
    </message>
    <message>
      <source>Agensi</source>
      <translation>Agency</translation>
    </message>
    <message>
      <source>Semua</source>
      <translation>All</translation>
    </message>
    <message>
      <source>Baharu</source>
      <translation>New</translation>
    </message>
    <message>
      <source>Dipanjangkan</source>
      <translation>Forwarded</translation>
    </message>
    <message>
      <source>Lewat</source>
      <translation>Late</translation>
    </message>
    <message>
      <source>Selesai</source>
      <translation>Closed</translation>
    </message>
    <message>
      <source>Cari no., pengadu, jalan …</source>
      <translation>Search number, complainant, road …</translation>
    </message>
    <message>
      <source>Cari dalam daftar</source>
      <translation>Search in the register</translation>
    </message>
    <message>
      <source>Tapis</source>
      <translation>Filter</translation>
    </message>
    <message>
      <source>Tapis: {what}</source>
      <translation>Filter: {what}</translation>
    </message>
    <message>
      <source>Buang tapisan ini</source>
      <translation>Remove this filter</translation>
    </message>
    <message>
      <source>Buang tapisan {what}</source>
      <translation>Remove the filter {what}</translation>
    </message>
    <message>
      <source>Daftar aduan</source>
      <translation>Complaint register</translation>
    </message>
    <message>
      <source>Memuatkan daftar aduan …</source>
      <translation>Loading the complaint register …</translation>
    </message>
    <message>
      <source>Eksport daftar ke XLSX</source>
      <translation>Export the register to XLSX</translation>
    </message>
    <message>
      <source>Buka perbualan aduan</source>
      <translation>Open the complaint’s conversation</translation>
    </message>
    <message>
      <source>Tukar status aduan</source>
      <translation>Change the complaint’s status</translation>
    </message>
    <message>
      <source>Catat tindakan susulan</source>
      <translation>Record a follow-up</translation>
    </message>
    <message>
      <source>Panjangkan aduan kepada agensi</source>
      <translation>Forward the complaint to an agency</translation>
    </message>
    <message>
      <source>Aduan seterusnya</source>
      <translation>Next complaint</translation>
    </message>
    <message>
      <source>Aduan sebelumnya</source>
      <translation>Previous complaint</translation>
    </message>
    <message>
      <source>XLSX</source>
      <translation>XLSX</translation>
    </message>
    <message>
      <source>Belum ada aduan didaftarkan.</source>
      <translation>No complaint has been registered yet.</translation>
    </message>
    <message>
      <source>Buka satu perbualan dalam peti masuk dan tekan D untuk mendaftarkannya.</source>
      <translation>Open a conversation in the inbox and press D to register it.</translation>
    </message>
    <message>
      <source>Tiada aduan yang sepadan dengan tapisan ini.</source>
      <translation>No complaint matches these filters.</translation>
    </message>
    <message>
      <source>Buang semua tapisan</source>
      <translation>Remove all filters</translation>
    </message>
    <message>
      <source>Cuba lagi</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>Aduan ini tiada dalam daftar pada komputer ini.</source>
      <translation>This complaint is not in the register on this computer.</translation>
    </message>
    <message>
      <source>daftar-aduan-{day}.xlsx</source>
      <translation>complaint-register-{day}.xlsx</translation>
    </message>
    <message>
      <source>Eksport daftar aduan</source>
      <translation>Export the complaint register</translation>
    </message>
    <message>
      <source>Buku kerja Excel (*.xlsx)</source>
      <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
      <source>Gambar {kind}: {name}</source>
      <translation>Photo ({kind}): {name}</translation>
    </message>
    <message>
      <source>{name}: menurut kamera diambil pada {when}, jauh daripada tarikh ditambah.</source>
      <translation>{name}: taken on {when} by the camera's clock, far from when it was added.</translation>
    </message>
    <message>
      <source>Pilih gambar</source>
      <translation>Choose photos</translation>
    </message>
    <message>
      <source>Gambar ({patterns})</source>
      <translation>Photos ({patterns})</translation>
    </message>
    <message>
      <source>Gambar menunjukkan keadaan</source>
      <translation>What the photo shows</translation>
    </message>
    <message>
      <source>Tambah gambar …</source>
      <translation>Add photo …</translation>
    </message>
    <message>
      <source>Belum ada gambar. Seret fail ke sini, atau pilih melalui butang.</source>
      <translation>No photos yet. Drag files here, or choose them with the button.</translation>
    </message>
    <message>
      <source>{name} · {when}</source>
      <translation>{name} · {when}</translation>
    </message>
    <message>
      <source>Menurut kamera: {when}</source>
      <translation>By the camera: {when}</translation>
    </message>
    <message>
      <source>Fail gambar {name} tidak ditemui dalam folder data.</source>
      <translation>The photo file {name} was not found in the data folder.</translation>
    </message>
    <message>
      <source>Gambar {name} sedang dimuat turun daripada daftar bersama.</source>
      <translation>Photo {name} is being downloaded from the shared register.</translation>
    </message>
    <message>
      <source>Status seterusnya</source>
      <translation>Next status</translation>
    </message>
    <message>
      <source>Catatan (pilihan)</source>
      <translation>Note (optional)</translation>
    </message>
    <message>
      <source>Catatan perubahan status</source>
      <translation>Note on the change of status</translation>
    </message>
    <message>
      <source>Tukar status</source>
      <translation>Change status</translation>
    </message>
    <message>
      <source>Pilih status seterusnya …</source>
      <translation>Choose the next status …</translation>
    </message>
    <message>
      <source>Pilih kod penutupan …</source>
      <translation>Choose a closing code …</translation>
    </message>
    <message>
      <source>“Selesai” memerlukan gambar selepas dan jawapan yang telah diterbitkan kepada pengadu.</source>
      <translation>“Resolved” requires an after photo and an answer already published to the complainant.</translation>
    </message>
    <message>
      <source>Apa yang telah dibuat, bila dan oleh siapa (dalaman)</source>
      <translation>What was done, when and by whom (internal)</translation>
    </message>
    <message>
      <source>Tindakan susulan</source>
      <translation>Follow-up</translation>
    </message>
    <message>
      <source>Catat susulan</source>
      <translation>Record follow-up</translation>
    </message>
    <message>
      <source>Catatan kepada agensi (pilihan)</source>
      <translation>Note to the agency (optional)</translation>
    </message>
    <message>
      <source>Catatan kepada agensi</source>
      <translation>Note to the agency</translation>
    </message>
    <message>
      <source>Panjangkan</source>
      <translation>Forward</translation>
    </message>
    <message>
      <source>Pilih agensi …</source>
      <translation>Choose an agency …</translation>
    </message>
    <message>
      <source>Aduan dalam status ini tidak boleh dipanjangkan. Tukar statusnya dahulu.</source>
      <translation>A complaint in this status cannot be forwarded. Change its status first.</translation>
    </message>
  </context>
  <context>
    <name>context</name>
    <message>
      <source>{days} hari {hours} jam</source>
      <translation>{days} d {hours} h</translation>
    </message>
    <message>
      <source>{hours} jam {minutes} minit</source>
      <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
      <source>{minutes} minit</source>
      <translation>{minutes} min</translation>
    </message>
  </context>
  <context>
    <name>demo</name>
    <message>
      <source>Demo</source>
      <translation>Demo</translation>
    </message>
    <message>
      <source>Dua konsol, satu daftar bersama</source>
      <translation>Two consoles, one shared register</translation>
    </message>
    <message>
      <source>Putuskan talian sebuah komputer dan terus bekerja di situ. Tutup kedua-dua konsol untuk menamatkan demo.</source>
      <translation>Cut the line of one computer and work on there. Close both consoles to end the demo.</translation>
    </message>
    <message>
      <source>Seorang warga menulis</source>
      <translation>A citizen writes</translation>
    </message>
    <message>
      <source>Talian baik</source>
      <translation>Line is up</translation>
    </message>
    <message>
      <source>Talian terputus</source>
      <translation>Line is cut</translation>
    </message>
    <message>
      <source>Tunjuk konsol</source>
      <translation>Show the console</translation>
    </message>
    <message>
      <source>Putuskan talian</source>
      <translation>Cut the line</translation>
    </message>
    <message>
      <source>Pulihkan talian</source>
      <translation>Mend the line</translation>
    </message>
  </context>
  <context>
    <name>errors</name>
    <message>
      <source>Akaun {name} di {channel} sudah ada dalam senarai. Sunting akaun itu.</source>
      <translation>The account {name} on {channel} is in the list already. Edit that one.</translation>
    </message>
    <message>
      <source>Isi nama akaun dan agensinya. Tiada apa-apa disimpan.</source>
      <translation>Enter the account's name and its agency. Nothing was saved.</translation>
    </message>
    <message>
      <source>{name} sedang bersambung. Putuskan dahulu sebelum membetulkan nama, nama akaun atau agensinya.</source>
      <translation>{name} is connected. Disconnect it before correcting its name, handle or agency.</translation>
    </message>
    <message>
      <source>Hari terakhir lebih awal daripada hari pertama. Betulkan tarikhnya.</source>
      <translation>The last day is before the first. Correct the dates.</translation>
    </message>
    <message>
      <source>Pemilik dan timbalan mestilah dua orang yang berbeza.</source>
      <translation>Owner and deputy must be two different people.</translation>
    </message>
    <message>
      <source>{name} tidak digunakan sekarang. Pentadbir menetapkan tempoh sahnya pada halaman akaun.</source>
      <translation>{name} is not in use now. An administrator sets its period on the accounts page.</translation>
    </message>
    <message>
      <source>Sesuatu yang dijangka telah gagal.</source>
      <translation>Something that can go wrong has gone wrong.</translation>
    </message>
    <message>
      <source>Status tidak boleh ditukar daripada “{old}” kepada “{new}”. Tiada apa-apa diubah.</source>
      <translation>The status cannot be changed from “{old}” to “{new}”. Nothing has been changed.</translation>
    </message>
    <message>
      <source>Anda tiada kebenaran untuk tindakan ini. Minta penyelia atau pentadbir melakukannya.</source>
      <translation>You are not allowed to do this. Ask a supervisor or an administrator to do it.</translation>
    </message>
    <message>
      <source>Anda turut menulis balasan ini, maka penyelia lain mesti meluluskannya. Balasan kekal menunggu.</source>
      <translation>You are one of this reply’s authors, so another supervisor must approve it. The reply stays waiting.</translation>
    </message>
    <message>
      <source>Teks telah berubah sejak dipaparkan. Semak versi terkini sebelum meneruskan.</source>
      <translation>The text has changed since it was shown. Check the latest version before going on.</translation>
    </message>
    <message>
      <source>Balasan tidak boleh dihantar: {reasons}. Betulkan teks; draf anda telah disimpan.</source>
      <translation>The reply cannot be sent: {reasons}. Correct the text; your draft has been saved.</translation>
    </message>
    <message>
      <source>Nyatakan sebab. Tiada apa-apa diubah.</source>
      <translation>State the reason. Nothing has been changed.</translation>
    </message>
    <message>
      <source>Teks kosong. Taip sesuatu sebelum menghantar.</source>
      <translation>The text is empty. Type something before sending.</translation>
    </message>
    <message>
      <source>Rekod {what} tidak ditemui.</source>
      <translation>The record {what} was not found.</translation>
    </message>
    <message>
      <source>Ada mesej baharu dalam perbualan ini. Baca dahulu, kemudian hantar semula; teks anda disimpan.</source>
      <translation>There is a new message in this conversation. Read it first, then send again; your text is kept.</translation>
    </message>
    <message>
      <source>Balasan kepada mesej ini sedang dihantar atau disemak pada platform. Tunggu hingga selesai.</source>
      <translation>A reply to this message is being sent or checked on the platform. Wait until that is finished.</translation>
    </message>
    <message>
      <source>Jawapan yang sama telah diterbitkan kepada mesej ini. Tulis jawapan lain jika masih perlu.</source>
      <translation>The same answer has already been published to this message. Write another one if it is still needed.</translation>
    </message>
    <message>
      <source>Tempoh tunda mesti tamat pada masa hadapan dan sebelum tempoh jawapan berakhir ({due}).</source>
      <translation>A snooze must end in the future and before the answer is due ({due}).</translation>
    </message>
    <message>
      <source>Perbualan ini telah didaftarkan sebagai aduan {number}.</source>
      <translation>This conversation is already registered as complaint {number}.</translation>
    </message>
    <message>
      <source>Percanggahan ini telah diselesaikan oleh orang lain. Tiada apa-apa diubah.</source>
      <translation>Somebody else has settled this conflict. Nothing was changed.</translation>
    </message>
    <message>
      <source>Aduan hanya boleh ditutup sebagai selesai dengan gambar selepas tindakan dan jawapan yang telah diterbitkan. Lampirkan bukti, atau pilih sebab penutupan lain.</source>
      <translation>A complaint can be closed as resolved only with a photo taken after the works and a published answer. Attach the evidence, or choose another reason for closing.</translation>
    </message>
    <message>
      <source>Selepas {attempts} cubaan masih tidak pasti sama ada balasan ini terbit. Ia tidak akan dihantar lagi: penyelia perlu menyemak platform, kemudian memutuskannya di Peti keluar.</source>
      <translation>After {attempts} attempts it is still unsure whether this reply was published. It will not be sent again: a supervisor must check the platform and then decide on it in the Outbox.</translation>
    </message>
    <message>
      <source>Hantaran {id} bukan balasan ini. Semak pautannya, atau biarkan ruang itu kosong.</source>
      <translation>Post {id} is not this reply. Check its link, or leave the field empty.</translation>
    </message>
    <message>
      <source>Masa untuk membatalkan telah tamat; balasan sudah dihantar.</source>
      <translation>The time to cancel is over; the reply has already been sent.</translation>
    </message>
    <message>
      <source>Nombor aduan bagi tahun {year} telah habis. Minta blok nombor baharu daripada pentadbir.</source>
      <translation>The complaint numbers for {year} are used up. Ask an administrator for a new block of numbers.</translation>
    </message>
    <message>
      <source>Fail {name} melebihi had {limit_mb} MB.</source>
      <translation>The file {name} is larger than the limit of {limit_mb} MB.</translation>
    </message>
    <message>
      <source>Gambar {name} terlalu besar: melebihi {limit_mp} juta piksel.</source>
      <translation>The picture {name} is too large: more than {limit_mp} million pixels.</translation>
    </message>
    <message>
      <source>Fail {name} bukan gambar yang boleh dibaca.</source>
      <translation>The file {name} is not a readable picture.</translation>
    </message>
    <message>
      <source>Fail {name} tidak dapat ditulis. Tutup fail itu jika sedang dibuka, atau pilih folder lain.</source>
      <translation>The file {name} cannot be written. Close it if it is open, or choose another folder.</translation>
    </message>
    <message>
      <source>Nama pengguna atau kata laluan tidak betul.</source>
      <translation>The user name or password is not correct.</translation>
    </message>
    <message>
      <source>Terlalu banyak cubaan gagal. Cuba lagi selepas {until}, atau hubungi pentadbir.</source>
      <translation>Too many failed attempts. Try again after {until}, or contact an administrator.</translation>
    </message>
    <message>
      <source>Kata laluan mesti sekurang-kurangnya {length} aksara.</source>
      <translation>The password must have at least {length} characters.</translation>
    </message>
    <message>
      <source>Nama pengguna {username} telah digunakan.</source>
      <translation>The user name {username} is already in use.</translation>
    </message>
    <message>
      <source>Pentadbir aktif yang terakhir tidak boleh dinyahaktifkan. Lantik pentadbir lain dahulu.</source>
      <translation>The last active administrator cannot be deactivated. Appoint another administrator first.</translation>
    </message>
    <message>
      <source>Komputer ini tiada simpanan kunci yang selamat. Token akan diminta setiap kali program dibuka.</source>
      <translation>This computer has no secure keyring. Tokens will be asked for each time the program is opened.</translation>
    </message>
    <message>
      <source>Pangkalan data setempat tidak dapat digunakan.</source>
      <translation>The local database cannot be used.</translation>
    </message>
    <message>
      <source>Pangkalan data sedang digunakan oleh program lain. Tutup program itu dan cuba lagi.</source>
      <translation>The database is being used by another program. Close that program and try again.</translation>
    </message>
    <message>
      <source>Fail pangkalan data {path} rosak. Fail itu dikekalkan; pulihkan daripada salinan sandaran.</source>
      <translation>The database file {path} is damaged. The file has been kept; restore from a backup.</translation>
    </message>
    <message>
      <source>Fail {path} tidak dapat dibuka dengan kunci ini: kunci atau frasa laluan salah, atau fail rosak. Fail itu tidak diubah; cuba lagi, atau pulihkan daripada salinan sandaran.</source>
      <translation>The file {path} cannot be opened with this key: key or passphrase is wrong, or the file is damaged. It was not changed; try again, or restore a back-up.</translation>
    </message>
    <message>
      <source>Kunci fail {path} tiada dalam simpanan kunci komputer ini. Fail itu tidak diubah. Masukkan kunci pemulihan dengan perintah pmsdesk recovery-key --enter.</source>
      <translation>The key of the file {path} is not in this computer's keyring. The file was not changed. Enter the recovery key with the command pmsdesk recovery-key --enter.</translation>
    </message>
    <message>
      <source>Masukkan frasa laluan yang membuka fail data.</source>
      <translation>Enter the passphrase that opens the data file.</translation>
    </message>
    <message>
      <source>Pustaka penyulitan (sqlcipher3) tidak dapat dimuatkan, maka data tidak dibuka. Jalankan pmsdesk self-check untuk puncanya.</source>
      <translation>The encryption library (sqlcipher3) cannot be loaded, so the data is not opened. Run pmsdesk self-check for the cause.</translation>
    </message>
    <message>
      <source>Pangkalan data ini dibuat oleh pmsdesk yang lebih baharu. Kemas kini program; data tidak diubah.</source>
      <translation>This database was made by a newer pmsdesk. Update the program; the data have not been changed.</translation>
    </message>
    <message>
      <source>Cakera penuh: perubahan terakhir belum disimpan. Kosongkan ruang dan cuba lagi.</source>
      <translation>The disk is full: the last change has not been saved. Free some space and try again.</translation>
    </message>
    <message>
      <source>Fail data {file}, baris {line}: {what}</source>
      <translation>Data file {file}, line {line}: {what}</translation>
    </message>
    <message>
      <source>Jam komputer ini menunjukkan {here}, tetapi waktu {channel} ialah {there} (beza {hours} jam {minutes} minit). Betulkan jam komputer supaya tempoh jawapan dikira dengan betul; mesej dan balasan anda tetap disimpan.</source>
      <translation>This computer's clock says {here}, but the time of {channel} is {there} ({hours} h {minutes} min apart). Set the computer's clock right so that reply times are counted correctly; your messages and replies are kept.</translation>
    </message>
    <message>
      <source>Panggilan kepada {channel} gagal.</source>
      <translation>A call to {channel} failed.</translation>
    </message>
    <message>
      <source>Tiada sambungan ke {channel}. Kerja anda disimpan dan akan disambung apabila talian pulih.</source>
      <translation>No connection to {channel}. Your work is saved and will go on when the line is back.</translation>
    </message>
    <message>
      <source>{channel} tidak memberi jawapan yang pasti. Balasan akan disemak pada platform, bukan dihantar semula.</source>
      <translation>{channel} gave no certain answer. The reply will be checked on the platform, not sent again.</translation>
    </message>
    <message>
      <source>Jawapan {channel} tidak dapat difahami. Bacaan akan dicuba semula.</source>
      <translation>The answer from {channel} could not be understood. Reading will be tried again.</translation>
    </message>
    <message>
      <source>{channel} tidak membenarkan akaun {account} dibaca. Semak kebenaran token akaun itu.</source>
      <translation>{channel} does not allow the account {account} to be read. Check the permissions of that account’s token.</translation>
    </message>
    <message>
      <source>{channel} meminta kita menunggu hingga {until}.</source>
      <translation>{channel} asks us to wait until {until}.</translation>
    </message>
    <message>
      <source>Sambungan akaun {account} telah tamat. Sambungkan semula akaun itu; draf dikekalkan.</source>
      <translation>The connection of account {account} has expired. Reconnect the account; drafts are kept.</translation>
    </message>
    <message>
      <source>Token ini milik {found}, bukan {account}. Ia tidak disimpan; sambungan akaun tidak diubah.</source>
      <translation>This token belongs to {found}, not to {account}. It was not kept; the account's connection is unchanged.</translation>
    </message>
    <message>
      <source>Halaman Facebook bagi token ini tidak dipautkan dengan akaun Instagram. Pautkan dahulu dalam tetapan halaman itu.</source>
      <translation>The Facebook page of this token has no Instagram account linked to it. Link one first in the settings of that page.</translation>
    </message>
    <message>
      <source>{channel} tidak membenarkan tindakan ini pada mesej itu.</source>
      <translation>{channel} does not allow this to be done to that message.</translation>
    </message>
    <message>
      <source>{channel} tidak memberi jawapan yang pasti. Tindakan ini boleh diulang; kesannya sama.</source>
      <translation>{channel} gave no certain answer. This may be done again; the effect is the same.</translation>
    </message>
    <message>
      <source>Kredit API {channel} telah habis. Hubungi pentadbir.</source>
      <translation>The API credit for {channel} is used up. Contact an administrator.</translation>
    </message>
    <message>
      <source>{channel} tidak membenarkan balasan kepada mesej ini melalui API. Balas pada platform.</source>
      <translation>{channel} does not allow replies to this message through the API. Reply on the platform.</translation>
    </message>
    <message>
      <source>Mesej asal telah dipadam atau tidak lagi kelihatan di {channel}. Buka di platform untuk memastikan.</source>
      <translation>The original message was deleted or is no longer visible on {channel}. Open it on the platform to make sure.</translation>
    </message>
    <message>
      <source>{channel} menyatakan teks yang sama sudah wujud. Ia akan disemak.</source>
      <translation>{channel} says that the same text already exists. It will be checked.</translation>
    </message>
    <message>
      <source>{channel} menolak balasan ini. Lihat kata-kata platform di bawah.</source>
      <translation>{channel} rejected this reply. See the platform’s words below.</translation>
    </message>
    <message>
      <source>Mod Latihan tidak dapat dimulakan. Kerja anda tidak terjejas; cuba lagi atau maklumkan pentadbir.</source>
      <translation>Training mode could not be started. Your work is not affected; try again or tell the administrator.</translation>
    </message>
    <message>
      <source>{channel} tidak menerima fail {name}. Semak jenis dan saiznya; draf siaran dikekalkan.</source>
      <translation>{channel} does not take the file {name}. Check its type and size; the draft of the post is kept.</translation>
    </message>
    <message>
      <source>Fail {name} bukan gambar atau video (MP4, MOV) yang boleh dibaca.</source>
      <translation>The file {name} is not a picture or video (MP4, MOV) that can be read.</translation>
    </message>
    <message>
      <source>{channel} masih memproses video. Siaran disambung selepas {until}.</source>
      <translation>{channel} is still processing the video. The post goes on after {until}.</translation>
    </message>
    <message>
      <source>{channel} tidak menerima teks alternatif bagi {name}. Keluarkan teks itu, atau sampaikan maksudnya dalam teks hantaran.</source>
      <translation>{channel} takes no alternative text for {name}. Remove the text, or say what it says in the text of the post.</translation>
    </message>
    <message>
      <source>Fail yang dimuat naik ke {channel} tidak boleh digunakan lagi. Muat naik semula; draf dikekalkan.</source>
      <translation>The file uploaded to {channel} can no longer be used. Upload it again; the draft is kept.</translation>
    </message>
    <message>
      <source>{channel} tidak menerima siaran tanpa gambar atau video. Lampirkan sekurang-kurangnya satu.</source>
      <translation>{channel} takes no post without a picture or video. Attach at least one.</translation>
    </message>
    <message>
      <source>{channel} hanya menerima video melalui API. Lampirkan satu video, atau tulis hantaran komuniti di {channel} sendiri.</source>
      <translation>{channel} takes only videos through its API. Attach one video, or write a community post on {channel} itself.</translation>
    </message>
    <message>
      <source>{channel} menerima {most} siaran dalam {hours} jam melalui API dan had itu telah dicapai. Dicuba semula selepas {until}.</source>
      <translation>{channel} takes {most} posts in {hours} hours through its API, and this limit is reached. It is tried again after {until}.</translation>
    </message>
    <message>
      <source>{channel} menyimpan video ini sebagai peribadi kerana projek API belum diaudit. Terbitkan video itu di {channel} sendiri, atau minta pentadbir memohon audit.</source>
      <translation>{channel} keeps this video private because the project of the API has not been audited. Publish the video on {channel} itself, or ask the administrator to apply for an audit.</translation>
    </message>
    <message>
      <source>Anda sendiri yang memohon tindakan ini, maka penyelia lain mesti memutuskannya. Permohonan kekal.</source>
      <translation>You asked for this yourself, so another supervisor must decide it. The request stays.</translation>
    </message>
    <message>
      <source>Hanya pemohon boleh menarik balik permohonan ini. Tiada apa-apa diubah.</source>
      <translation>Only who asked may take this request back. Nothing was changed.</translation>
    </message>
    <message>
      <source>Komen telah berubah sejak dipaparkan. Semak semula sebelum memutuskan.</source>
      <translation>The comment has changed since it was shown. Review it again before you decide.</translation>
    </message>
    <message>
      <source>Tindakan ini tidak boleh dibuat pada komen itu sekarang. Lihat keadaannya, atau buka di platform.</source>
      <translation>This cannot be done to that comment now. See how it stands, or open it on the platform.</translation>
    </message>
    <message>
      <source>Daftar bersama tidak dapat digunakan. Kerja anda disimpan pada komputer ini; jika ini berulang, hubungi pentadbir.</source>
      <translation>The shared register cannot be used. Your work is saved on this computer; if this happens again, contact the administrator.</translation>
    </message>
    <message>
      <source>Daftar bersama tidak dapat dihubungi. Kerja anda disimpan pada komputer ini dan akan dihantar apabila talian pulih.</source>
      <translation>The shared register cannot be reached. Your work is saved on this computer and will be sent when the line is back.</translation>
    </message>
    <message>
      <source>Talian ke daftar bersama terputus sebelum jawapan diterima. Kerja anda disimpan; keputusannya akan disemak apabila talian pulih.</source>
      <translation>The line to the shared register broke before the answer came. Your work is saved; the outcome will be checked when the line is back.</translation>
    </message>
    <message>
      <source>Daftar bersama sedang sibuk. Kerja anda disimpan; sambungan akan dicuba semula sebentar lagi.</source>
      <translation>The shared register is busy. Your work is saved; the connection will be tried again in a moment.</translation>
    </message>
    <message>
      <source>Daftar bersama tidak menerima {user}. Semak nama pengguna dan kata laluan, atau minta pentadbir menyemak peranan anda.</source>
      <translation>The shared register does not accept {user}. Check the user name and password, or ask an administrator to check your role.</translation>
    </message>
    <message>
      <source>Sijil pelayan daftar bersama tidak dapat disahkan, maka sambungan dihentikan dan kata laluan tidak dihantar. Hubungi pentadbir.</source>
      <translation>The certificate of the shared register's server cannot be verified, so the connection was stopped and the password was not sent. Contact the administrator.</translation>
    </message>
    <message>
      <source>Pelayan daftar bersama tidak menawarkan sambungan selamat (TLS dan SCRAM), maka sambungan dihentikan. Hubungi pentadbir.</source>
      <translation>The shared register's server offers no safe connection (TLS and SCRAM), so the connection was stopped. Contact the administrator.</translation>
    </message>
    <message>
      <source>Alamat daftar bersama tidak dapat difahami. Tulis seperti postgresql://pelayan/pmsdesk dan cuba lagi.</source>
      <translation>The shared register's address cannot be understood. Write it like postgresql://pelayan/pmsdesk and try again.</translation>
    </message>
    <message>
      <source>Alamat daftar bersama meminta “{option}”, iaitu sambungan yang kurang selamat. Buang pilihan itu daripada alamat.</source>
      <translation>The shared register's address asks for “{option}”, which is a less safe connection. Remove that option from the address.</translation>
    </message>
    <message>
      <source>Pustaka libpq {version} terlalu lama; versi 16 atau lebih baharu diperlukan. Pasang semula pmsdesk.</source>
      <translation>The libpq library {version} is too old; version 16 or newer is needed. Install pmsdesk again.</translation>
    </message>
    <message>
      <source>Versi pmsdesk ini terlalu lama untuk daftar bersama. Kemas kini program; kerja anda disimpan pada komputer ini dan akan dihantar selepas itu.</source>
      <translation>This version of pmsdesk is too old for the shared register. Update the program; your work is saved on this computer and will be sent after that.</translation>
    </message>
    <message>
      <source>Daftar bersama belum dinaik taraf untuk versi pmsdesk ini. Minta pentadbir menjalankan “pmsdesk register upgrade”; kerja anda disimpan.</source>
      <translation>The shared register has not been upgraded for this version of pmsdesk yet. Ask an administrator to run “pmsdesk register upgrade”; your work is saved.</translation>
    </message>
    <message>
      <source>Daftar bersama ini dibuat oleh pmsdesk yang lebih baharu. Gunakan program yang lebih baharu; tiada apa-apa diubah.</source>
      <translation>This shared register was made by a newer pmsdesk. Use the newer program; nothing was changed.</translation>
    </message>
    <message>
      <source>Pangkalan data ini belum disediakan sebagai daftar bersama. Minta pentadbir menjalankan “pmsdesk register init”.</source>
      <translation>This database has not been prepared as a shared register. Ask an administrator to run “pmsdesk register init”.</translation>
    </message>
    <message>
      <source>Komputer ini belum menyertai daftar bersama. Minta pentadbir menjalankan “pmsdesk register enroll-device” di sini.</source>
      <translation>This computer has not joined the shared register. Ask an administrator to run “pmsdesk register enroll-device” here.</translation>
    </message>
    <message>
      <source>Kebenaran komputer ini pada daftar bersama telah ditarik balik. Kerja anda kekal pada komputer ini; hubungi pentadbir.</source>
      <translation>This computer's right to the shared register has been withdrawn. Your work stays on this computer; contact the administrator.</translation>
    </message>
    <message>
      <source>Daftar bersama telah dipulihkan daripada salinan sandaran. Data sedang dimuatkan semula; tiada kerja anda dipadam.</source>
      <translation>The shared register was restored from a back-up. The data is being loaded again; none of your work is deleted.</translation>
    </message>
    <message>
      <source>Susunan operasi komputer ini tidak bersambung dengan rekod daftar bersama. Kerja anda disimpan dan akan dipadankan semula.</source>
      <translation>The order of this computer's operations does not connect with the shared register's records. Your work is saved and will be matched again.</translation>
    </message>
    <message>
      <source>Data komputer ini pernah digunakan di tempat lain atau dipulihkan daripada salinan lama. Kerja anda disimpan; komputer ini akan menyertai daftar bersama sebagai komputer baharu.</source>
      <translation>This computer's data was used elsewhere or restored from an old copy. Your work is saved; this computer will join the shared register as a new one.</translation>
    </message>
    <message>
      <source>Satu tindakan terlalu besar untuk daftar bersama. Pendekkan teksnya dan cuba lagi.</source>
      <translation>One action is too big for the shared register. Shorten its text and try again.</translation>
    </message>
    <message>
      <source>{user} bukan superuser PostgreSQL. Ulangi perintah ini dengan log masuk superuser; tiada apa-apa diubah.</source>
      <translation>{user} is no superuser of PostgreSQL. Repeat this command with a superuser's login; nothing was changed.</translation>
    </message>
    <message>
      <source>PostgreSQL {version} terlalu lama; versi 15 atau lebih baharu diperlukan. Tiada apa-apa diubah.</source>
      <translation>PostgreSQL {version} is too old; version 15 or newer is needed. Nothing was changed.</translation>
    </message>
    <message>
      <source>“{name}” tidak boleh menjadi nama pengguna. Gunakan huruf kecil, digit, titik, sengkang atau garis bawah, bermula dengan huruf.</source>
      <translation>“{name}” cannot be a user name. Use small letters, digits, dots, hyphens or underscores, beginning with a letter.</translation>
    </message>
    <message>
      <source>{name} ialah log masuk pentadbir pangkalan data dan tidak boleh menjadi pengguna daftar bersama. Pilih nama lain.</source>
      <translation>{name} is a login of the database's administrators and cannot be a user of the shared register. Choose another name.</translation>
    </message>
    <message>
      <source>Tiada pengguna {name} dalam daftar bersama. Semak ejaannya.</source>
      <translation>There is no user {name} in the shared register. Check the spelling.</translation>
    </message>
    <message>
      <source>Nombor ini sudah diberikan kepada aduan, atau belum pernah dikeluarkan. Semak nombornya.</source>
      <translation>A complaint has this number already, or it was never given out. Check the number.</translation>
    </message>
    <message>
      <source>Kod templat ini sudah digunakan. Pilih kod lain.</source>
      <translation>This template code is in use already. Choose another.</translation>
    </message>
    <message>
      <source>ID klien {channel} belum ditetapkan. Pentadbir mengisinya pada halaman akaun sebelum menyambung.</source>
      <translation>No client ID of {channel} has been set yet. An administrator enters it on the accounts page before connecting.</translation>
    </message>
    <message>
      <source>Log masuk dibatalkan. Sambungan akaun tidak diubah.</source>
      <translation>The sign-in was cancelled. The account's connection has not been changed.</translation>
    </message>
    <message>
      <source>Tiada jawapan daripada pelayar dalam {minutes} minit. Sambungan akaun tidak diubah; cuba lagi.</source>
      <translation>The browser brought no answer within {minutes} minutes. The account's connection has not been changed; try again.</translation>
    </message>
    <message>
      <source>{channel} menolak log masuk ini, ID klien atau sebahagian kebenarannya. Semak semuanya dan cuba lagi; sambungan akaun tidak diubah.</source>
      <translation>{channel} refused this sign-in, the client ID or some of its permissions. Check them and try again; the connection of the account has not changed.</translation>
    </message>
    <message>
      <source>{channel} tidak menerima token ini. Salin token itu sekali lagi, atau jana yang baharu.</source>
      <translation>{channel} does not take this token. Copy it once more, or generate a new one.</translation>
    </message>
    <message>
      <source>Port {port} komputer ini sedang digunakan oleh program lain. Tutup program itu, kemudian cuba lagi.</source>
      <translation>Port {port} of this computer is in use by another program. Close that program, then try again.</translation>
    </message>
    <message>
      <source>Sambungan akaun {account} sedang diperbaharui oleh program lain. Cuba sebentar lagi.</source>
      <translation>Another program is renewing the connection of {account}. Try again in a moment.</translation>
    </message>
    <message>
      <source>Folder data ini sudah bersambung dengan rangkaian sebenar. Untuk mencuba rangkaian latihan, pilih folder baharu dengan --home.</source>
      <translation>This data folder is connected to the real networks already. To try the practice networks, choose a new folder with --home.</translation>
    </message>
    <message>
      <source>Mesej ini tidak boleh dibalas secara peribadi: {why}. Teks anda disimpan sebagai draf peribadi.</source>
      <translation>This message cannot be answered in private: {why}. Your text is kept as a private draft.</translation>
    </message>
    <message>
      <source>{channel} tidak menerima siaran ini: {obstacles}. Betulkan, kemudian hantar.</source>
      <translation>{channel} does not take this post: {obstacles}. Correct it, then send.</translation>
    </message>
    <message>
      <source>Siaran hanya boleh dijadualkan dalam masa setahun. Pilih masa yang lebih awal.</source>
      <translation>A post may be scheduled at most a year ahead. Choose an earlier time.</translation>
    </message>
    <message>
      <source>Akaun dan masa siaran tidak boleh diubah. Tarik balik siaran ini, kemudian buat yang baharu.</source>
      <translation>The account and the time of a post cannot be changed. Withdraw this post, then make a new one.</translation>
    </message>
    <message>
      <source>Fail {name} belum ada di stesen ini. Siaran menunggu sehingga fail itu diterima daripada daftar.</source>
      <translation>The file {name} is not at this seat yet. The post waits until it arrives from the register.</translation>
    </message>
  </context>
  <context>
    <name>history</name>
    <message>
      <source>Sistem</source>
      <translation>System</translation>
    </message>
    <message>
      <source>Balasan versi {number} dihantar; tiada kelulusan diperlukan</source>
      <translation>Reply version {number} submitted; no approval needed</translation>
    </message>
    <message>
      <source>Balasan versi {number} dihantar untuk kelulusan</source>
      <translation>Reply version {number} submitted for approval</translation>
    </message>
    <message>
      <source>Balasan dipulangkan: {reason}</source>
      <translation>Reply returned: {reason}</translation>
    </message>
    <message>
      <source>Balasan ditolak platform</source>
      <translation>Reply rejected by the platform</translation>
    </message>
    <message>
      <source>Balasan ditolak platform: {words}</source>
      <translation>Reply rejected by the platform: {words}</translation>
    </message>
    <message>
      <source>Aduan disimpan sebagai draf tanpa nombor</source>
      <translation>Complaint kept as a draft without a number</translation>
    </message>
    <message>
      <source>Aduan {number} didaftarkan</source>
      <translation>Complaint {number} registered</translation>
    </message>
    <message>
      <source>Aduan mendapat nombor {number}</source>
      <translation>Complaint given the number {number}</translation>
    </message>
    <message>
      <source>Status: {old} → {new}</source>
      <translation>Status: {old} → {new}</translation>
    </message>
    <message>
      <source>Dipanjangkan kepada {agency}</source>
      <translation>Forwarded to {agency}</translation>
    </message>
    <message>
      <source>Gambar ditambah: {kind}</source>
      <translation>Photo added: {kind}</translation>
    </message>
    <message>
      <source>{field}: {old} → {new}</source>
      <translation>{field}: {old} → {new}</translation>
    </message>
    <message>
      <source>Tugasan dilepaskan</source>
      <translation>Unassigned</translation>
    </message>
    <message>
      <source>Ditugaskan kepada {name}</source>
      <translation>Assigned to {name}</translation>
    </message>
    <message>
      <source>Ditugaskan</source>
      <translation>Assigned</translation>
    </message>
    <message>
      <source>Ditanda selesai: {reason}</source>
      <translation>Marked as done: {reason}</translation>
    </message>
    <message>
      <source>Ditanda selesai</source>
      <translation>Marked as done</translation>
    </message>
    <message>
      <source>Ditanda segera</source>
      <translation>Marked as urgent</translation>
    </message>
    <message>
      <source>Tanda segera dibuang</source>
      <translation>Urgent mark removed</translation>
    </message>
    <message>
      <source>Label: {labels}</source>
      <translation>Labels: {labels}</translation>
    </message>
    <message>
      <source>Bidang kuasa dibetulkan: {old} → {new}</source>
      <translation>Jurisdiction corrected: {old} → {new}</translation>
    </message>
    <message>
      <source>Daftar dieksport: {rows} aduan ({filters})</source>
      <translation>Register exported: {rows} complaints ({filters})</translation>
    </message>
    <message>
      <source>Siaran versi {number} dibuat; tiada kelulusan diperlukan</source>
      <translation>Post version {number} made; no approval needed</translation>
    </message>
    <message>
      <source>Siaran versi {number} diserahkan untuk kelulusan</source>
      <translation>Post version {number} submitted for approval</translation>
    </message>
    <message>
      <source>Siaran dipulangkan: {reason}</source>
      <translation>Post returned: {reason}</translation>
    </message>
    <message>
      <source>Siaran ditolak platform</source>
      <translation>Post rejected by the platform</translation>
    </message>
    <message>
      <source>Siaran ditolak platform: {words}</source>
      <translation>Post rejected by the platform: {words}</translation>
    </message>
    <message>
      <source>Siaran dibuat; tiada kelulusan diperlukan</source>
      <translation>Post made; no approval needed</translation>
    </message>
    <message>
      <source>Siaran diserahkan untuk kelulusan</source>
      <translation>Post submitted for approval</translation>
    </message>
    <message>
      <source>Balasan ditarik balik</source>
      <translation>Reply withdrawn</translation>
    </message>
    <message>
      <source>Balasan kembali menunggu dihantar</source>
      <translation>Reply is waiting to be sent again</translation>
    </message>
    <message>
      <source>Balasan diambil untuk dihantar</source>
      <translation>Reply taken for sending</translation>
    </message>
    <message>
      <source>Balasan sedang dihantar</source>
      <translation>Reply is being sent</translation>
    </message>
    <message>
      <source>Balasan diterbitkan</source>
      <translation>Reply published</translation>
    </message>
    <message>
      <source>Tidak pasti sama ada balasan terbit; bebenang disemak</source>
      <translation>Unsure whether the reply was published; the thread is being checked</translation>
    </message>
    <message>
      <source>Balasan diminta dihantar lagi</source>
      <translation>Reply asked to be sent again</translation>
    </message>
    <message>
      <source>Balasan yang tidak pasti diputuskan oleh penyelia</source>
      <translation>Unsure reply decided by a supervisor</translation>
    </message>
    <message>
      <source>Balasan diluluskan</source>
      <translation>Reply approved</translation>
    </message>
    <message>
      <source>Percanggahan diselesaikan</source>
      <translation>Conflict settled</translation>
    </message>
    <message>
      <source>Tindakan susulan dicatat</source>
      <translation>Follow-up recorded</translation>
    </message>
    <message>
      <source>Perbualan dibuka semula</source>
      <translation>Conversation reopened</translation>
    </message>
    <message>
      <source>Perbualan ditunda</source>
      <translation>Conversation snoozed</translation>
    </message>
    <message>
      <source>Tempoh tunda tamat</source>
      <translation>Snooze ended</translation>
    </message>
    <message>
      <source>Butiran pengadu dipaparkan sepenuhnya</source>
      <translation>Complainant’s details shown in full</translation>
    </message>
    <message>
      <source>{act} komen dimohon</source>
      <translation>{act} comment: asked</translation>
    </message>
    <message>
      <source>{act} komen: permohonan ditarik balik</source>
      <translation>{act} comment: request taken back</translation>
    </message>
    <message>
      <source>{act} komen diluluskan</source>
      <translation>{act} comment: approved</translation>
    </message>
    <message>
      <source>{act} komen tidak diluluskan</source>
      <translation>{act} comment: not approved</translation>
    </message>
    <message>
      <source>{act} komen: selesai di platform</source>
      <translation>{act} comment: done on the platform</translation>
    </message>
    <message>
      <source>{act} komen: platform menolak</source>
      <translation>{act} comment: refused by the platform</translation>
    </message>
    <message>
      <source>Nota dalaman ditulis</source>
      <translation>Internal note written</translation>
    </message>
    <message>
      <source>Siaran ditarik balik</source>
      <translation>Post taken back</translation>
    </message>
    <message>
      <source>Siaran kembali menunggu dihantar</source>
      <translation>Post waits to be sent again</translation>
    </message>
    <message>
      <source>Siaran diambil untuk dihantar</source>
      <translation>Post taken up for sending</translation>
    </message>
    <message>
      <source>Siaran sedang dihantar</source>
      <translation>Post is being sent</translation>
    </message>
    <message>
      <source>Siaran diterbitkan</source>
      <translation>Post published</translation>
    </message>
    <message>
      <source>Tidak pasti sama ada siaran terbit; akaun disemak</source>
      <translation>Unsure whether the post was published; the account is being checked</translation>
    </message>
    <message>
      <source>Siaran diminta dihantar lagi</source>
      <translation>Post asked to be sent again</translation>
    </message>
    <message>
      <source>Siaran yang tidak pasti diputuskan oleh penyelia</source>
      <translation>The unsure post was decided by a supervisor</translation>
    </message>
    <message>
      <source>Siaran diluluskan</source>
      <translation>Post approved</translation>
    </message>
    <message>
      <source>Pengadu</source>
      <translation>Complainant</translation>
    </message>
    <message>
      <source>Jenis pelanggan</source>
      <translation>Customer type</translation>
    </message>
    <message>
      <source>Ringkasan</source>
      <translation>Summary</translation>
    </message>
    <message>
      <source>Kategori</source>
      <translation>Category</translation>
    </message>
    <message>
      <source>Bidang kuasa</source>
      <translation>Jurisdiction</translation>
    </message>
    <message>
      <source>Tindakan</source>
      <translation>Action by</translation>
    </message>
    <message>
      <source>Jalan</source>
      <translation>Road</translation>
    </message>
    <message>
      <source>Lokasi</source>
      <translation>Location</translation>
    </message>
  </context>
  <context>
    <name>inbox</name>
    <message>
      <source>Tugaskan ▾</source>
      <translation>Assign ▾</translation>
    </message>
    <message>
      <source>Tunda</source>
      <translation>Snooze</translation>
    </message>
    <message>
      <source>Selesai</source>
      <translation>Done</translation>
    </message>
    <message>
      <source>Perbualan seterusnya</source>
      <translation>Next conversation</translation>
    </message>
    <message>
      <source>Perbualan sebelumnya</source>
      <translation>Previous conversation</translation>
    </message>
    <message>
      <source>Cari dalam senarai</source>
      <translation>Search in the list</translation>
    </message>
    <message>
      <source>Papar yang baharu</source>
      <translation>Show the new ones</translation>
    </message>
    <message>
      <source>Balas (awam)</source>
      <translation>Reply (public)</translation>
    </message>
    <message>
      <source>Balas (peribadi)</source>
      <translation>Reply (private)</translation>
    </message>
    <message>
      <source>Nota dalaman</source>
      <translation>Internal note</translation>
    </message>
    <message>
      <source>Templat balasan</source>
      <translation>Canned replies</translation>
    </message>
    <message>
      <source>Hantar atau serahkan</source>
      <translation>Send or submit</translation>
    </message>
    <message>
      <source>Dapatan seterusnya</source>
      <translation>Next finding</translation>
    </message>
    <message>
      <source>Guna cadangan ayat</source>
      <translation>Apply the suggested wording</translation>
    </message>
    <message>
      <source>Selesai / buka semula</source>
      <translation>Done / reopen</translation>
    </message>
    <message>
      <source>Selesai dan seterusnya</source>
      <translation>Done and next</translation>
    </message>
    <message>
      <source>Tugaskan</source>
      <translation>Assign</translation>
    </message>
    <message>
      <source>Ambil untuk saya</source>
      <translation>Assign to me</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>Labels</translation>
    </message>
    <message>
      <source>Segera / biasa</source>
      <translation>Urgent / normal</translation>
    </message>
    <message>
      <source>Daftar aduan</source>
      <translation>Register a complaint</translation>
    </message>
    <message>
      <source>Panjangkan aduan</source>
      <translation>Forward the complaint</translation>
    </message>
    <message>
      <source>Sembunyi, tunjuk atau padam komen</source>
      <translation>Hide, show or delete a comment</translation>
    </message>
    <message>
      <source>Betulkan bidang kuasa</source>
      <translation>Correct the jurisdiction</translation>
    </message>
    <message>
      <source>Buka di platform</source>
      <translation>Open on the platform</translation>
    </message>
    <message>
      <source>Templat balasan {code}: {title}</source>
      <translation>Canned reply {code}: {title}</translation>
    </message>
    <message>
      <source>Segera</source>
      <translation>Urgent</translation>
    </message>
    <message>
      <source>Menunggu kelulusan</source>
      <translation>Waiting for approval</translation>
    </message>
    <message>
      <source>Ada draf</source>
      <translation>Has a draft</translation>
    </message>
    <message>
      <source>Draf: {text}</source>
      <translation>Draft: {text}</translation>
    </message>
  </context>
  <context>
    <name>moderation</name>
    <message>
      <source>TINDAKAN PADA KOMEN</source>
      <translation>ACT ON THE COMMENT</translation>
    </message>
    <message>
      <source>Pilih tindakan</source>
      <translation>Choose an act</translation>
    </message>
    <message>
      <source>Pilih komen pengadu dahulu.</source>
      <translation>Choose a citizen's comment first.</translation>
    </message>
    <message>
      <source>Tarik balik permohonan</source>
      <translation>Take the request back</translation>
    </message>
    <message>
      <source>{act} komen {name}: {state} – {reason}</source>
      <translation>{act} comment of {name}: {state} – {reason}</translation>
    </message>
    <message>
      <source>Sembunyikan</source>
      <translation>Hide</translation>
    </message>
    <message>
      <source>Tunjukkan semula</source>
      <translation>Show again</translation>
    </message>
    <message>
      <source>Padam</source>
      <translation>Delete</translation>
    </message>
    <message>
      <source>Pemadaman TIDAK BOLEH DIBATALKAN: komen itu hilang selama-lamanya di {channel}, dan tiada sesiapa boleh memulihkannya di sana. Salinannya kekal disimpan di sini.</source>
      <translation>A deletion CANNOT BE UNDONE: the comment is gone from {channel} for good, and nobody can bring it back there. Its copy stays here.</translation>
    </message>
    <message>
      <source>permohonan lain belum selesai</source>
      <translation>another request is open</translation>
    </message>
    <message>
      <source>sudah disembunyikan</source>
      <translation>hidden already</translation>
    </message>
    <message>
      <source>tidak disembunyikan oleh kita</source>
      <translation>not hidden by us</translation>
    </message>
    <message>
      <source>sudah dipadam</source>
      <translation>deleted already</translation>
    </message>
    <message>
      <source>tiada lagi di {channel}</source>
      <translation>no longer on {channel}</translation>
    </message>
    <message>
      <source>{channel} tidak menyediakannya</source>
      <translation>{channel} does not offer it</translation>
    </message>
    <message>
      <source>bukan di bawah hantaran kita</source>
      <translation>not under our post</translation>
    </message>
    <message>
      <source>mesej kita sendiri</source>
      <translation>our own message</translation>
    </message>
    <message>
      <source>{channel} tidak menyatakan ia dibenarkan</source>
      <translation>{channel} does not say that it is allowed</translation>
    </message>
    <message>
      <source>{channel} tidak membenarkannya</source>
      <translation>{channel} does not allow it</translation>
    </message>
    <message>
      <source>{act}: menunggu penyelia</source>
      <translation>{act}: waits for a supervisor</translation>
    </message>
    <message>
      <source>{act}: diluluskan, sedang dibuat</source>
      <translation>{act}: approved, being done</translation>
    </message>
    <message>
      <source>Disembunyikan {date} oleh {name}</source>
      <translation>Hidden {date} by {name}</translation>
    </message>
    <message>
      <source>Ditunjukkan semula {date} oleh {name}</source>
      <translation>Shown again {date} by {name}</translation>
    </message>
    <message>
      <source>Dipadam {date} oleh {name}</source>
      <translation>Deleted {date} by {name}</translation>
    </message>
    <message>
      <source>Keadaan: {state}.</source>
      <translation>State: {state}.</translation>
    </message>
    <message>
      <source>Ditolak oleh {name}, {when}.</source>
      <translation>Declined by {name}, {when}.</translation>
    </message>
    <message>
      <source>Diluluskan oleh {name}, {when}.</source>
      <translation>Approved by {name}, {when}.</translation>
    </message>
    <message>
      <source>Ulasan: {reason}</source>
      <translation>Remark: {reason}</translation>
    </message>
    <message>
      <source>menunggu penyelia</source>
      <translation>waits for a supervisor</translation>
    </message>
    <message>
      <source>ditolak penyelia</source>
      <translation>declined by a supervisor</translation>
    </message>
    <message>
      <source>ditarik balik</source>
      <translation>taken back</translation>
    </message>
    <message>
      <source>diluluskan, sedang dibuat</source>
      <translation>approved, being done</translation>
    </message>
    <message>
      <source>selesai di platform</source>
      <translation>done on the platform</translation>
    </message>
    <message>
      <source>platform menolak</source>
      <translation>refused by the platform</translation>
    </message>
  </context>
  <context>
    <name>posts</name>
    <message>
      <source>AKAUN</source>
      <translation>ACCOUNTS</translation>
    </message>
    <message>
      <source>Hanya yang dipilih</source>
      <translation>Only the chosen ones</translation>
    </message>
    <message>
      <source>Semua akaun ({count})</source>
      <translation>All accounts ({count})</translation>
    </message>
    <message>
      <source>Dipulangkan oleh penyelia: {reason}</source>
      <translation>Returned by the supervisor: {reason}</translation>
    </message>
    <message>
      <source>Ditolak platform: {words}</source>
      <translation>Rejected by the platform: {words}</translation>
    </message>
    <message>
      <source>sekarang</source>
      <translation>now</translation>
    </message>
    <message>
      <source>Ya, serahkan   Ctrl+Enter</source>
      <translation>Yes, submit   Ctrl+Enter</translation>
    </message>
    <message>
      <source>Ya, siarkan   Ctrl+Enter</source>
      <translation>Yes, publish   Ctrl+Enter</translation>
    </message>
    <message>
      <source>Sunting lagi   Esc</source>
      <translation>Keep editing   Esc</translation>
    </message>
    <message>
      <source>Draf disimpan</source>
      <translation>Draft saved</translation>
    </message>
    <message>
      <source>Buang perubahan</source>
      <translation>Discard changes</translation>
    </message>
    <message>
      <source>Buang draf</source>
      <translation>Discard draft</translation>
    </message>
    <message>
      <source>Siaran yang ditulis</source>
      <translation>The post being written</translation>
    </message>
    <message>
      <source>Siaran</source>
      <translation>Posts</translation>
    </message>
    <message>
      <source>Siaran baharu</source>
      <translation>New post</translation>
    </message>
    <message>
      <source>Memuatkan siaran …</source>
      <translation>Loading posts …</translation>
    </message>
    <message>
      <source>Tiada siaran di sini.</source>
      <translation>No posts here.</translation>
    </message>
    <message>
      <source>Belum ada siaran.</source>
      <translation>No posts yet.</translation>
    </message>
    <message>
      <source>Siaran yang ditulis muncul di sini, daripada draf sehingga dihantar.</source>
      <translation>Posts appear here, from draft until sent.</translation>
    </message>
    <message>
      <source>Cuba lagi</source>
      <translation>Try again</translation>
    </message>
    <message>
      <source>{count} baharu</source>
      <translation>{count} new</translation>
    </message>
    <message>
      <source>Cari dalam siaran</source>
      <translation>Search posts</translation>
    </message>
    <message>
      <source>Gambar dan video ({patterns})</source>
      <translation>Pictures and videos ({patterns})</translation>
    </message>
    <message>
      <source>Pilih gambar atau video</source>
      <translation>Choose pictures or videos</translation>
    </message>
    <message>
      <source>tampalan</source>
      <translation>pasted</translation>
    </message>
    <message>
      <source>{name} telah ada dalam siaran ini.</source>
      <translation>{name} is in this post already.</translation>
    </message>
    <message>
      <source>Membaca fail …</source>
      <translation>Reading the file …</translation>
    </message>
    <message>
      <source>{count} tanpa teks alt</source>
      <translation>{count} without alt text</translation>
    </message>
    <message>
      <source>GAMBAR DAN VIDEO</source>
      <translation>PICTURES AND VIDEOS</translation>
    </message>
    <message>
      <source>Tambah …</source>
      <translation>Add …</translation>
    </message>
    <message>
      <source>Tambah gambar atau video</source>
      <translation>Add pictures or videos</translation>
    </message>
    <message>
      <source>Tiada gambar. Seret fail ke sini, tampal (Ctrl+V), atau pilih melalui butang.</source>
      <translation>No pictures. Drag files here, paste (Ctrl+V), or choose with the button.</translation>
    </message>
    <message>
      <source>Tukar kepada JPEG</source>
      <translation>Change to JPEG</translation>
    </message>
    <message>
      <source>{number} daripada {count}</source>
      <translation>{number} of {count}</translation>
    </message>
    <message>
      <source>Video {place}</source>
      <translation>Video {place}</translation>
    </message>
    <message>
      <source>Gambar {place}</source>
      <translation>Picture {place}</translation>
    </message>
    <message>
      <source>Video</source>
      <translation>Video</translation>
    </message>
    <message>
      <source>Lihat</source>
      <translation>View</translation>
    </message>
    <message>
      <source>Lihat {name}</source>
      <translation>View {name}</translation>
    </message>
    <message>
      <source>Teks alt, {place}</source>
      <translation>Alt text, {place}</translation>
    </message>
    <message>
      <source>Teks alt: terangkan apa yang kelihatan, bagi mereka yang tidak melihatnya.</source>
      <translation>Alt text: describe what is seen, for those who do not see it.</translation>
    </message>
    <message>
      <source>Alih ke hadapan</source>
      <translation>Move forward</translation>
    </message>
    <message>
      <source>Alih ke belakang</source>
      <translation>Move back</translation>
    </message>
    <message>
      <source>Buang daripada siaran</source>
      <translation>Remove from the post</translation>
    </message>
    <message>
      <source>Hantar siaran</source>
      <translation>Submit the post</translation>
    </message>
    <message>
      <source>Dapatan pematuhan seterusnya</source>
      <translation>Next compliance finding</translation>
    </message>
    <message>
      <source>Guna cadangan</source>
      <translation>Use the suggestion</translation>
    </message>
    <message>
      <source>Tarik balik siaran</source>
      <translation>Take the post back</translation>
    </message>
    <message>
      <source>Buka siaran di platform</source>
      <translation>Open the post on the platform</translation>
    </message>
    <message>
      <source>Siaran seterusnya</source>
      <translation>Next post</translation>
    </message>
    <message>
      <source>Siaran sebelumnya</source>
      <translation>Previous post</translation>
    </message>
    <message>
      <source>Pilih satu siaran, atau tulis yang baharu (N).</source>
      <translation>Choose a post, or write a new one (N).</translation>
    </message>
    <message>
      <source>Pilih satu siaran.</source>
      <translation>Choose a post.</translation>
    </message>
    <message>
      <source>Satu siaran boleh ditujukan kepada beberapa akaun sekali gus.</source>
      <translation>One post may be for several accounts at once.</translation>
    </message>
    <message>
      <source>{count} gambar atau video</source>
      <translation>Pictures or videos: {count}</translation>
    </message>
    <message>
      <source>{said}, {bare} tanpa teks alt</source>
      <translation>{said}, {bare} without alt text</translation>
    </message>
    <message>
      <source>Teks siaran</source>
      <translation>Text of the post</translation>
    </message>
    <message>
      <source>PRATONTON</source>
      <translation>PREVIEW</translation>
    </message>
    <message>
      <source>PRATONTON (dan {n} lagi)</source>
      <translation>PREVIEW (and {n} more)</translation>
    </message>
    <message>
      <source>Pilih sekurang-kurangnya satu akaun.</source>
      <translation>Choose at least one account.</translation>
    </message>
    <message>
      <source>Masa yang dipilih telah berlalu.</source>
      <translation>The chosen time has passed.</translation>
    </message>
    <message>
      <source>Hantar untuk kelulusan</source>
      <translation>Submit for approval</translation>
    </message>
    <message>
      <source>Hantar; sebahagian untuk kelulusan</source>
      <translation>Submit; some for approval</translation>
    </message>
    <message>
      <source>Siarkan</source>
      <translation>Publish</translation>
    </message>
    <message>
      <source>Jadualkan sebagai {account}</source>
      <translation>Schedule as {account}</translation>
    </message>
    <message>
      <source>Siarkan sebagai {account}</source>
      <translation>Publish as {account}</translation>
    </message>
    <message>
      <source>Siarkan sebagai {accounts} pada {when}? Semua orang boleh melihatnya.</source>
      <translation>Publish as {accounts} on {when}? Everyone can see it.</translation>
    </message>
    <message>
      <source>Siarkan sekarang sebagai {accounts}? Semua orang boleh melihatnya.</source>
      <translation>Publish now as {accounts}? Everyone can see it.</translation>
    </message>
    <message>
      <source>Serahkan {accounts} untuk kelulusan penyelia?</source>
      <translation>Submit {accounts} for a supervisor's approval?</translation>
    </message>
    <message>
      <source>{account} ({channel})</source>
      <translation>{account} ({channel})</translation>
    </message>
    <message>
      <source>(tiada teks)</source>
      <translation>(no text)</translation>
    </message>
    <message>
      <source>Tanpa teks alt</source>
      <translation>No alt text</translation>
    </message>
    <message>
      <source>{count} siaran diserahkan kepada penyelia.</source>
      <translation>Posts submitted to the supervisor: {count}.</translation>
    </message>
    <message>
      <source>{count} siaran akan dihantar dalam {seconds} saat.</source>
      <translation>Posts to be sent in {seconds} seconds: {count}.</translation>
    </message>
    <message>
      <source>{count} siaran dijadualkan; ia boleh ditarik balik sehingga dihantar.</source>
      <translation>Posts scheduled: {count}; they can be taken back until sent.</translation>
    </message>
    <message>
      <source>Teks bersama</source>
      <translation>Shared text</translation>
    </message>
    <message>
      <source>{account} – teks khas</source>
      <translation>{account} – own text</translation>
    </message>
    <message>
      <source>{channel} {count} / {longest}</source>
      <translation>{channel} {count} / {longest}</translation>
    </message>
    <message>
      <source>YouTube: baris pertama ialah tajuk video.</source>
      <translation>YouTube: the first line is the title of the video.</translation>
    </message>
    <message>
      <source>TEKS</source>
      <translation>TEXT</translation>
    </message>
    <message>
      <source>Tulis siaran di sini. Gambar boleh diseret atau ditampal.</source>
      <translation>Write the post here. Pictures may be dragged or pasted.</translation>
    </message>
    <message>
      <source>Guna teks bersama</source>
      <translation>Use the shared text</translation>
    </message>
    <message>
      <source>Masa siaran yang ditulis semula kekal.</source>
      <translation>The time of a post that is rewritten stays.</translation>
    </message>
    <message>
      <source>{when}, waktu Malaysia</source>
      <translation>{when}, Malaysian time</translation>
    </message>
    <message>
      <source>MASA</source>
      <translation>TIME</translation>
    </message>
    <message>
      <source>Sebaik sahaja dibenarkan</source>
      <translation>As soon as it may</translation>
    </message>
    <message>
      <source>Siarkan pada …</source>
      <translation>Publish on …</translation>
    </message>
    <message>
      <source>Tarikh dan masa, waktu Malaysia</source>
      <translation>Date and time, Malaysian time</translation>
    </message>
    <message>
      <source>Ditulis oleh {author}, {when}</source>
      <translation>Written by {author}, {when}</translation>
    </message>
    <message>
      <source>Untuk disiarkan pada {when}</source>
      <translation>To be published on {when}</translation>
    </message>
    <message>
      <source>Ulasan penyelia: {reason}</source>
      <translation>The supervisor's comment: {reason}</translation>
    </message>
    <message>
      <source>{when} · {who} – {what}</source>
      <translation>{when} · {who} – {what}</translation>
    </message>
    <message>
      <source>JEJAK</source>
      <translation>TRAIL</translation>
    </message>
    <message>
      <source>Tarik balik</source>
      <translation>Take back</translation>
    </message>
    <message>
      <source>Putuskan …</source>
      <translation>Decide …</translation>
    </message>
    <message>
      <source>Cuba hantar lagi</source>
      <translation>Try to send again</translation>
    </message>
    <message>
      <source>Tulis semula</source>
      <translation>Rewrite</translation>
    </message>
    <message>
      <source>Salin sebagai siaran baharu</source>
      <translation>Copy as a new post</translation>
    </message>
    <message>
      <source>Buka di platform</source>
      <translation>Open on the platform</translation>
    </message>
    <message>
      <source>Draf</source>
      <translation>Draft</translation>
    </message>
    <message>
      <source>Menunggu penyelia</source>
      <translation>Waiting for a supervisor</translation>
    </message>
    <message>
      <source>Dipulangkan</source>
      <translation>Returned</translation>
    </message>
    <message>
      <source>Ditarik balik</source>
      <translation>Taken back</translation>
    </message>
    <message>
      <source>Dijadualkan</source>
      <translation>Scheduled</translation>
    </message>
    <message>
      <source>Sedang dihantar</source>
      <translation>Being sent</translation>
    </message>
    <message>
      <source>Dihantar</source>
      <translation>Sent</translation>
    </message>
    <message>
      <source>Ditolak platform</source>
      <translation>Rejected by the platform</translation>
    </message>
    <message>
      <source>Tidak pasti</source>
      <translation>Unsure</translation>
    </message>
    <message>
      <source>Semua</source>
      <translation>All</translation>
    </message>
    <message>
      <source>Menunggu</source>
      <translation>Waiting</translation>
    </message>
    <message>
      <source>Masalah</source>
      <translation>Trouble</translation>
    </message>
    <message>
      <source>Tiada akaun dipilih</source>
      <translation>No account chosen</translation>
    </message>
    <message>
      <source>{account} dan {count} lagi</source>
      <translation>{account} and {count} more</translation>
    </message>
    <message>
      <source>pada {when}</source>
      <translation>on {when}</translation>
    </message>
    <message>
      <source>{account}: {count} siaran hari ini</source>
      <translation>{account}: {count} posts today</translation>
    </message>
    <message>
      <source>{account}: {count} daripada {least}–{most} siaran hari ini</source>
      <translation>{account}: {count} of {least}–{most} posts today</translation>
    </message>
    <message>
      <source>{channel}: tulis teks atau tambah gambar dahulu.</source>
      <translation>{channel}: write a text or add a picture first.</translation>
    </message>
    <message>
      <source>{channel}: teks melebihi had {longest}. Pendekkan, atau tulis teks khas.</source>
      <translation>{channel}: the text is over the limit of {longest}. Shorten it, or write an own text.</translation>
    </message>
    <message>
      <source>{channel}: baris pertama ialah tajuk dan melebihi {title} aksara.</source>
      <translation>{channel}: the first line is the title and is over {title} characters.</translation>
    </message>
    <message>
      <source>{channel}: baris pertama ialah tajuk video. Tulis tajuk.</source>
      <translation>{channel}: the first line is the title of the video. Write a title.</translation>
    </message>
    <message>
      <source>{channel}: siaran mesti ada gambar atau video.</source>
      <translation>{channel}: a post must have a picture or video.</translation>
    </message>
    <message>
      <source>{channel}: siaran mesti ada video.</source>
      <translation>{channel}: a post must have a video.</translation>
    </message>
    <message>
      <source>{channel} tidak menerima gambar dalam siaran. Buang gambar atau akaun ini.</source>
      <translation>{channel} takes no pictures in posts. Remove the pictures or this account.</translation>
    </message>
    <message>
      <source>{channel}: paling banyak {pictures} gambar.</source>
      <translation>{channel}: at most {pictures} pictures.</translation>
    </message>
    <message>
      <source>{channel}: paling banyak {videos} video.</source>
      <translation>{channel}: at most {videos} video.</translation>
    </message>
    <message>
      <source>{channel}: gambar dan video tidak boleh bersama dalam satu siaran.</source>
      <translation>{channel}: pictures and videos cannot be in one post.</translation>
    </message>
    <message>
      <source>{channel} hanya menerima jenis {kinds}.</source>
      <translation>{channel} takes only {kinds}.</translation>
    </message>
    <message>
      <source>{channel}: satu fail melebihi {largest}.</source>
      <translation>{channel}: a file is over {largest}.</translation>
    </message>
    <message>
      <source>{channel}: satu teks alt melebihi {alt} aksara.</source>
      <translation>{channel}: an alt text is over {alt} characters.</translation>
    </message>
    <message>
      <source>{channel} tidak menerima teks alt bagi video. Kosongkan, atau buang akaun ini.</source>
      <translation>{channel} takes no alt text for videos. Empty it, or remove this account.</translation>
    </message>
    <message>
      <source>{channel}: satu gambar terlalu lebar atau terlalu tinggi untuk rangkaian ini.</source>
      <translation>{channel}: a picture is too wide or too tall for this network.</translation>
    </message>
  </context>
  <context>
    <name>reasons</name>
    <message>
      <source>“{words}” = {meaning}</source>
      <translation>“{words}” = {meaning}</translation>
    </message>
    <message>
      <source>konteks “{words}” = {meaning}</source>
      <translation>context “{words}” = {meaning}</translation>
    </message>
    <message>
      <source>keselamatan tapak bina: CIDB</source>
      <translation>construction site safety: CIDB</translation>
    </message>
    <message>
      <source>dasar kerajaan: KKR</source>
      <translation>government policy: KKR</translation>
    </message>
    <message>
      <source>sekatan jalan: PDRM</source>
      <translation>roadblock: PDRM</translation>
    </message>
    <message>
      <source>kad atau e-dompet: Touch ’n Go</source>
      <translation>card or e-wallet: Touch ’n Go</translation>
    </message>
    <message>
      <source>{0} ({1}): LLM</source>
      <translation>{0} ({1}): LLM</translation>
    </message>
    <message>
      <source>{0}: lebuh raya bertol, LLM</source>
      <translation>{0}: tolled expressway, LLM</translation>
    </message>
    <message>
      <source>plaza tol {0}: LLM</source>
      <translation>toll plaza {0}: LLM</translation>
    </message>
    <message>
      <source>kemudahan tol: LLM</source>
      <translation>toll facility: LLM</translation>
    </message>
    <message>
      <source>Laluan Persekutuan {0}</source>
      <translation>Federal Route {0}</translation>
    </message>
    <message>
      <source>Laluan Persekutuan {0} (Sabah)</source>
      <translation>Federal Route {0} (Sabah)</translation>
    </message>
    <message>
      <source>{0} ({1}): Jalan Persekutuan</source>
      <translation>{0} ({1}): federal road</translation>
    </message>
    <message>
      <source>Jalan Persekutuan</source>
      <translation>Federal road</translation>
    </message>
    <message>
      <source>Lebuhraya Persekutuan, bahagian konsesi PLUS ({0}): LLM</source>
      <translation>Federal Highway, the PLUS concession part ({0}): LLM</translation>
    </message>
    <message>
      <source>Lebuhraya Persekutuan = Laluan Persekutuan 2, di luar bahagian konsesi</source>
      <translation>Federal Highway = Federal Route 2, outside the concession part</translation>
    </message>
    <message>
      <source>Jalan Negeri {0} ({1}): JKR Ibu Pejabat</source>
      <translation>State Road {0} ({1}): JKR headquarters</translation>
    </message>
    <message>
      <source>awalan jalan negeri {0}, tetapi tempat di negeri lain</source>
      <translation>prefix of state roads of {0}, but the place is in another state</translation>
    </message>
    <message>
      <source>Jalan Negeri</source>
      <translation>State road</translation>
    </message>
    <message>
      <source>{0}: DBKL atau JKR, perlu disemak</source>
      <translation>{0}: DBKL or JKR, to be checked</translation>
    </message>
    <message>
      <source>{0}: jalan pihak berkuasa tempatan</source>
      <translation>{0}: a local authority's road</translation>
    </message>
    <message>
      <source>jalan tempatan: pihak berkuasa tempatan</source>
      <translation>local street: the local authority</translation>
    </message>
    <message>
      <source>perkara tempatan: di luar bidang kuasa</source>
      <translation>local matter: outside the jurisdiction</translation>
    </message>
    <message>
      <source>{0}: pemilik perlu disemak</source>
      <translation>{0}: owner to be checked</translation>
    </message>
    <message>
      <source>{0} disebut, tetapi pemiliknya dipertikai</source>
      <translation>{0} is named, but whose it is is disputed</translation>
    </message>
    <message>
      <source>{0}: di luar bidang kuasa</source>
      <translation>{0}: outside the jurisdiction</translation>
    </message>
    <message>
      <source>daerah {0}, {1}; jalan belum diketahui</source>
      <translation>district of {0}, {1}; road not known yet</translation>
    </message>
    <message>
      <source>{0}; jalan belum diketahui</source>
      <translation>{0}; road not known yet</translation>
    </message>
  </context>
  <context>
    <name>reports</name>
    <message>
      <source>Daftar aduan</source>
      <translation>Complaint register</translation>
    </message>
    <message>
      <source>Perihal</source>
      <translation>About</translation>
    </message>
    <message>
      <source>No. aduan</source>
      <translation>Complaint no.</translation>
    </message>
    <message>
      <source>Tarikh daftar</source>
      <translation>Date registered</translation>
    </message>
    <message>
      <source>Tarikh diterima</source>
      <translation>Date received</translation>
    </message>
    <message>
      <source>Saluran</source>
      <translation>Channel</translation>
    </message>
    <message>
      <source>Pengadu</source>
      <translation>Complainant</translation>
    </message>
    <message>
      <source>Ringkasan</source>
      <translation>Summary</translation>
    </message>
    <message>
      <source>Kategori</source>
      <translation>Category</translation>
    </message>
    <message>
      <source>Jalan</source>
      <translation>Road</translation>
    </message>
    <message>
      <source>Lokasi</source>
      <translation>Location</translation>
    </message>
    <message>
      <source>Bidang kuasa</source>
      <translation>Jurisdiction</translation>
    </message>
    <message>
      <source>Tindakan</source>
      <translation>Action by</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <source>Maklum balas awal</source>
      <translation>First reply</translation>
    </message>
    <message>
      <source>Tempoh maklum balas (jam)</source>
      <translation>Time to reply (hours)</translation>
    </message>
    <message>
      <source>Dalam 24 jam</source>
      <translation>Within 24 hours</translation>
    </message>
    <message>
      <source>Ya</source>
      <translation>Yes</translation>
    </message>
    <message>
      <source>Tidak</source>
      <translation>No</translation>
    </message>
    <message>
      <source>Menunggu</source>
      <translation>Waiting</translation>
    </message>
    <message>
      <source>Rekod latihan</source>
      <translation>Training record</translation>
    </message>
    <message>
      <source>Tarikh</source>
      <translation>Date</translation>
    </message>
    <message>
      <source>Pegawai</source>
      <translation>Officer</translation>
    </message>
    <message>
      <source>Latihan</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>Tahap</source>
      <translation>Level</translation>
    </message>
    <message>
      <source>Markah</source>
      <translation>Mark</translation>
    </message>
    <message>
      <source>Keputusan</source>
      <translation>Result</translation>
    </message>
    <message>
      <source>Petunjuk digunakan</source>
      <translation>Hint used</translation>
    </message>
    <message>
      <source>Versi latihan</source>
      <translation>Exercise version</translation>
    </message>
    <message>
      <source>Versi program</source>
      <translation>Program version</translation>
    </message>
    <message>
      <source>Lulus</source>
      <translation>Passed</translation>
    </message>
    <message>
      <source>Belum lulus</source>
      <translation>Not passed yet</translation>
    </message>
  </context>
  <context>
    <name>rules</name>
    <message>
      <source>Tiada teks alt. Terangkan apa yang kelihatan bagi mereka yang tidak melihatnya.</source>
      <translation>No alt text. Describe what is seen for those who do not see it.</translation>
    </message>
    <message>
      <source>Teks alt ialah nama fail. Terangkan apa yang kelihatan.</source>
      <translation>The alt text is a file name. Describe what is seen.</translation>
    </message>
    <message>
      <source>Teks alt kurang daripada empat patah perkataan. Terangkan apa yang kelihatan.</source>
      <translation>The alt text has fewer than four words. Describe what is seen.</translation>
    </message>
    <message>
      <source>Teks alt sama dengan teks siaran. Terangkan apa yang kelihatan.</source>
      <translation>The alt text is the same as the text of the post. Describe what is seen.</translation>
    </message>
    <message>
      <source>Perkataan kesat. Buang atau gantikan dengan bahasa rasmi yang sopan.</source>
      <translation>Abusive word. Remove it or replace it with courteous official language.</translation>
    </message>
    <message>
      <source>Perkataan kasar. Pilih perkataan yang lebih sopan, atau dapatkan kelulusan.</source>
      <translation>Coarse word. Choose a more courteous one, or obtain approval.</translation>
    </message>
    <message>
      <source>Perkataan kesat dengan ejaan yang disamarkan. Buang perkataan ini.</source>
      <translation>Abusive word in a disguised spelling. Remove this word.</translation>
    </message>
    <message>
      <source>Kata kesat</source>
      <translation>Abusive language</translation>
    </message>
    <message>
      <source>Teks melebihi had aksara saluran ini. Pendekkan teks.</source>
      <translation>The text exceeds this channel’s character limit. Shorten it.</translation>
    </message>
    <message>
      <source>Ayat melebihi 25 patah perkataan. Pecahkan kepada dua ayat.</source>
      <translation>The sentence is longer than 25 words. Split it into two sentences.</translation>
    </message>
    <message>
      <source>Ringkas dan padat</source>
      <translation>Short and to the point</translation>
    </message>
    <message>
      <source>Nombor kad pengenalan. Buang; minta melalui saluran rasmi yang tertutup.</source>
      <translation>Identity card number. Remove it; ask for it through a private official channel.</translation>
    </message>
    <message>
      <source>Nombor telefon peribadi. Buang; hanya talian rasmi boleh dipaparkan.</source>
      <translation>Personal telephone number. Remove it; only official lines may be shown.</translation>
    </message>
    <message>
      <source>E-mel peribadi. Buang; hanya e-mel rasmi (gov.my) boleh dipaparkan.</source>
      <translation>Personal email address. Remove it; only official addresses (gov.my) may be shown.</translation>
    </message>
    <message>
      <source>Nombor akaun bank. Buang maklumat ini.</source>
      <translation>Bank account number. Remove this information.</translation>
    </message>
    <message>
      <source>Nombor pendaftaran kenderaan. Buang, atau dapatkan kelulusan penyelia.</source>
      <translation>Vehicle registration number. Remove it, or obtain a supervisor’s approval.</translation>
    </message>
    <message>
      <source>Nombor dieja dengan perkataan. Buang jika ia nombor peribadi.</source>
      <translation>Number spelt out in words. Remove it if it is a personal number.</translation>
    </message>
    <message>
      <source>Alamat rumah. Pastikan alamat ini bukan milik pengadu atau individu.</source>
      <translation>Home address. Make sure that it is not the address of the complainant or another individual.</translation>
    </message>
    <message>
      <source>Nombor telefon ini tiada dalam senarai talian rasmi. Pastikan ia nombor pejabat.</source>
      <translation>This telephone number is not in the list of official lines. Make sure that it is an office number.</translation>
    </message>
    <message>
      <source>Data peribadi yang ditulis oleh pengadu. Jangan ulang di ruang awam.</source>
      <translation>Personal data written by the complainant. Do not repeat them in public.</translation>
    </message>
    <message>
      <source>Data peribadi</source>
      <translation>Personal data</translation>
    </message>
    <message>
      <source>Ruang kosong templat belum diisi. Isi atau buang bahagian ini.</source>
      <translation>A blank in the canned reply has not been filled in. Fill in or remove this part.</translation>
    </message>
    <message>
      <source>Templat belum lengkap</source>
      <translation>Incomplete canned reply</translation>
    </message>
    <message>
      <source>Merayu undi atau sokongan politik. Buang ayat ini.</source>
      <translation>Asks for votes or political support. Remove this sentence.</translation>
    </message>
    <message>
      <source>Memuji, menyerang atau membandingkan parti. Nyatakan hanya kerja yang dibuat.</source>
      <translation>Praises, attacks or compares parties. State only the work that was done.</translation>
    </message>
    <message>
      <source>Menyentuh pilihan pengundi. Buang bahagian ini.</source>
      <translation>Refers to the voters’ choice. Remove this part.</translation>
    </message>
    <message>
      <source>Parti atau pilihan raya disebut. Pastikan sebutan ini perlu dan neutral.</source>
      <translation>A party or an election is mentioned. Make sure that this is necessary and neutral.</translation>
    </message>
    <message>
      <source>Isu politik</source>
      <translation>Political matter</translation>
    </message>
    <message>
      <source>Label yang menghina sesuatu kaum atau warga. Buang perkataan ini.</source>
      <translation>A label that insults an ethnic group or nationality. Remove this word.</translation>
    </message>
    <message>
      <source>Mengaitkan sesuatu kaum atau warga dengan sifat buruk. Buang kenyataan ini.</source>
      <translation>Attributes bad qualities to an ethnic group or nationality. Remove this statement.</translation>
    </message>
    <message>
      <source>Seruan terhadap sesuatu kaum atau warga. Buang kenyataan ini.</source>
      <translation>A call against an ethnic group or nationality. Remove this statement.</translation>
    </message>
    <message>
      <source>Kaum disebut. Pastikan sebutan ini perlu dan neutral.</source>
      <translation>An ethnic group is mentioned. Make sure that this is necessary and neutral.</translation>
    </message>
    <message>
      <source>Isu perkauman</source>
      <translation>Racial matter</translation>
    </message>
    <message>
      <source>Label yang menghina agama atau penganutnya. Buang perkataan ini.</source>
      <translation>A label that insults a religion or its followers. Remove this word.</translation>
    </message>
    <message>
      <source>Isu agama yang sensitif. Nyatakan hanya fakta kerja atau trafik tanpa menyentuh agama atau amalannya.</source>
      <translation>A sensitive religious matter. State only the facts of the works or the traffic without referring to a religion or its practices.</translation>
    </message>
    <message>
      <source>Agama disebut. Pastikan sebutan ini perlu dan neutral.</source>
      <translation>A religion is mentioned. Make sure that this is necessary and neutral.</translation>
    </message>
    <message>
      <source>Isu agama</source>
      <translation>Religious matter</translation>
    </message>
  </context>
  <context>
    <name>sending</name>
    <message>
      <source>Tiada mesej pengadu untuk dibalas dalam perbualan ini.</source>
      <translation>There is no message from a complainant to reply to in this conversation.</translation>
    </message>
    <message>
      <source>Mesej ini tiada lagi di {channel}: dua semakan berasingan tidak menemuinya, jadi tiada balasan dihantar. Buka di platform untuk memastikan.</source>
      <translation>This message is no longer on {channel}: two separate checks did not find it, so no reply is sent. Open it on the platform to make sure.</translation>
    </message>
    <message>
      <source>Tidak boleh dibalas secara peribadi: {why}.</source>
      <translation>Cannot be answered in private: {why}.</translation>
    </message>
    <message>
      <source>sehingga {time}</source>
      <translation>until {time}</translation>
    </message>
    <message>
      <source>{channel} membenarkan balasan melalui API hanya kepada orang yang menyebut {account} dalam hantaran itu sendiri. Balas terus pada platform.</source>
      <translation>{channel} allows replies through its API only to people who named {account} in that very post. Reply on the platform itself.</translation>
    </message>
    <message>
      <source>Ruangan komen di sini telah ditutup, jadi balasan tidak dapat dihantar.</source>
      <translation>Comments are closed here, so no reply can be sent.</translation>
    </message>
    <message>
      <source>Komen ini disembunyikan; {channel} tidak menerima balasan kepadanya. Paparkannya semula dahulu.</source>
      <translation>This comment is hidden; {channel} takes no reply to it. Show it again first.</translation>
    </message>
    <message>
      <source>Ini hantaran akaun lain; {channel} tidak menerima balasan padanya melalui API. Balas terus pada platform.</source>
      <translation>This is another account's post; {channel} takes no reply to it through its API. Reply on the platform itself.</translation>
    </message>
    <message>
      <source>{channel} tidak membenarkan balasan kepada mesej ini melalui API. Balas terus pada platform.</source>
      <translation>{channel} does not allow replies to this message through the API. Reply directly on the platform.</translation>
    </message>
    <message>
      <source>Hantar</source>
      <translation>Send</translation>
    </message>
    <message>
      <source>Hantar untuk kelulusan</source>
      <translation>Submit for approval</translation>
    </message>
    <message>
      <source>Serahkan balasan peribadi {account} kepada {contact} di {channel} untuk kelulusan penyelia?</source>
      <translation>Hand over the private reply of {account} to {contact} on {channel} for a supervisor’s approval?</translation>
    </message>
    <message>
      <source>Hantar secara peribadi sebagai {account} di {channel}? Hanya {contact} akan membacanya.</source>
      <translation>Send in private as {account} on {channel}? Only {contact} will read it.</translation>
    </message>
    <message>
      <source>Serahkan balasan {account} kepada {contact} di {channel} untuk kelulusan penyelia?</source>
      <translation>Submit the reply of {account} to {contact} on {channel} for a supervisor’s approval?</translation>
    </message>
    <message>
      <source>Hantar sebagai {account} kepada {contact} di {channel}? Semua orang boleh membacanya.</source>
      <translation>Send as {account} to {contact} on {channel}? Everyone can read it.</translation>
    </message>
    <message>
      <source>Bayaran {channel}: US${plain}, atau US${linked} jika ada pautan.</source>
      <translation>{channel} charges US${plain}, or US${linked} with a link.</translation>
    </message>
    <message>
      <source>Hantar sebagai {account}</source>
      <translation>Send as {account}</translation>
    </message>
    <message>
      <source>kepada {contact} (awam)</source>
      <translation>to {contact} (public)</translation>
    </message>
    <message>
      <source>kepada {contact} sahaja (peribadi)</source>
      <translation>to {contact} only (private)</translation>
    </message>
    <message>
      <source>Balasan terdahulu sedang dihantar atau disemak pada platform.</source>
      <translation>An earlier reply is being sent or checked on the platform.</translation>
    </message>
    <message>
      <source>Taip balasan dahulu.</source>
      <translation>Type a reply first.</translation>
    </message>
    <message>
      <source>Terlalu panjang: {over} aksara melebihi had.</source>
      <translation>Too long: over the limit by {over} characters.</translation>
    </message>
    <message>
      <source>Aduan ini masih draf tanpa nombor. Nombor diberi sebaik sahaja daftar bersama dihubungi.</source>
      <translation>This complaint is still a draft without a number. It gets one as soon as the shared register is reached.</translation>
    </message>
    <message>
      <source>Daftarkan aduan dahulu (D) untuk mendapatkan nombor aduan.</source>
      <translation>Register the complaint first (D) to get a complaint number.</translation>
    </message>
    <message>
      <source>Panjangkan aduan dahulu (F), atau isi {slot}.</source>
      <translation>Forward the complaint first (F), or fill in {slot}.</translation>
    </message>
    <message>
      <source>Isi ruang {slot} dahulu (Tab).</source>
      <translation>Fill in {slot} first (Tab).</translation>
    </message>
  </context>
  <context>
    <name>sharing</name>
    <message>
      <source>Teks gabungan: {about}</source>
      <translation>Merged text: {about}</translation>
    </message>
    <message>
      <source>Kandungan asalnya disimpan di bawah; salin dan lakukan semula jika masih perlu.</source>
      <translation>What was written is kept below; copy it and do it again if it is still needed.</translation>
    </message>
    <message>
      <source>Tidak diterima</source>
      <translation>Not taken</translation>
    </message>
    <message>
      <source>Orang lain menukar {fields} lebih dahulu. Kedua-dua nilai menunggu keputusan.</source>
      <translation>Somebody else changed {fields} first. Both values wait for a decision.</translation>
    </message>
    <message>
      <source>Bercanggah</source>
      <translation>In conflict</translation>
    </message>
    <message>
      <source>Nombor ini telah diberi kepada pengadu, tetapi aduannya hilang bersama cakera. Daftarkan semula aduan itu; nombor ini tidak akan diberi lagi.</source>
      <translation>This number was given to a citizen, but its complaint was lost with the disk. Register the complaint again; this number will never be given again.</translation>
    </message>
    <message>
      <source>Nombor {number}</source>
      <translation>Number {number}</translation>
    </message>
    <message>
      <source>Nombor hilang</source>
      <translation>Number lost</translation>
    </message>
    <message>
      <source>Daftar bersama yang dipulihkan tidak mempunyainya. Ia kekal pada komputer ini; beritahu penyelia supaya dimasukkan semula.</source>
      <translation>The restored register does not have it. It stays on this computer; tell a supervisor so that it is entered again.</translation>
    </message>
    <message>
      <source>Tiada pada daftar bersama</source>
      <translation>Not on the register</translation>
    </message>
    <message>
      <source>Daftar bersama tidak dapat menyimpan satu mesej pengadu. Mesej itu kekal pada komputer ini.</source>
      <translation>The shared register cannot keep one of the citizens’ messages. It stays on this computer.</translation>
    </message>
    <message>
      <source>Meterai jejak audit tidak sama seperti dahulu. Hubungi pentadbir dengan segera.</source>
      <translation>A seal of the audit trail is not what it was. Call an administrator at once.</translation>
    </message>
    <message>
      <source>Meterai {number}</source>
      <translation>Seal {number}</translation>
    </message>
    <message>
      <source>Jejak audit</source>
      <translation>Audit trail</translation>
    </message>
    <message>
      <source>Makluman</source>
      <translation>Notice</translation>
    </message>
    <message>
      <source>Sebahagian salinan pada komputer ini tidak sama dengan daftar bersama dan telah dimuatkan semula ({parts}). Kerja anda tidak hilang. Jika ini berulang, minta pentadbir memeriksa cakera komputer ini.</source>
      <translation>Part of the copy on this computer was not the same as the shared register and was loaded anew ({parts}). None of your work is lost. If this happens again, ask the administrator to examine this computer's disk.</translation>
    </message>
    <message>
      <source>Salinan dibetulkan</source>
      <translation>Copy corrected</translation>
    </message>
    <message>
      <source>Disemak</source>
      <translation>Checked</translation>
    </message>
    <message>
      <source>Tugasan perbualan</source>
      <translation>Assignment</translation>
    </message>
    <message>
      <source>Perbualan diselesaikan</source>
      <translation>Conversation done</translation>
    </message>
    <message>
      <source>Perbualan dibuka semula</source>
      <translation>Conversation reopened</translation>
    </message>
    <message>
      <source>Perbualan ditangguhkan</source>
      <translation>Conversation snoozed</translation>
    </message>
    <message>
      <source>Label perbualan</source>
      <translation>Labels</translation>
    </message>
    <message>
      <source>Keutamaan perbualan</source>
      <translation>Priority</translation>
    </message>
    <message>
      <source>Pembetulan bidang kuasa</source>
      <translation>Jurisdiction corrected</translation>
    </message>
    <message>
      <source>Nota dalaman</source>
      <translation>Internal note</translation>
    </message>
    <message>
      <source>Data peribadi dipaparkan</source>
      <translation>Personal data shown</translation>
    </message>
    <message>
      <source>Eksport daftar aduan</source>
      <translation>Register exported</translation>
    </message>
    <message>
      <source>Pendaftaran aduan</source>
      <translation>Complaint registered</translation>
    </message>
    <message>
      <source>Nombor aduan</source>
      <translation>Complaint number</translation>
    </message>
    <message>
      <source>Status aduan</source>
      <translation>Complaint status</translation>
    </message>
    <message>
      <source>Aduan dipanjangkan</source>
      <translation>Complaint forwarded</translation>
    </message>
    <message>
      <source>Suntingan aduan</source>
      <translation>Complaint edited</translation>
    </message>
    <message>
      <source>Susulan aduan</source>
      <translation>Follow-up</translation>
    </message>
    <message>
      <source>Gambar aduan</source>
      <translation>Photo</translation>
    </message>
    <message>
      <source>Balasan</source>
      <translation>Reply</translation>
    </message>
    <message>
      <source>Balasan ditarik balik</source>
      <translation>Reply withdrawn</translation>
    </message>
    <message>
      <source>Kelulusan balasan</source>
      <translation>Reply approved</translation>
    </message>
    <message>
      <source>Balasan dipulangkan</source>
      <translation>Reply returned</translation>
    </message>
    <message>
      <source>Keputusan balasan yang tidak pasti</source>
      <translation>Unsure reply decided</translation>
    </message>
    <message>
      <source>Balasan dihantar semula</source>
      <translation>Reply resumed</translation>
    </message>
    <message>
      <source>Permohonan tindakan pada komen</source>
      <translation>Request to act on a comment</translation>
    </message>
    <message>
      <source>Permohonan tindakan ditarik balik</source>
      <translation>Request to act taken back</translation>
    </message>
    <message>
      <source>Kelulusan tindakan pada komen</source>
      <translation>Approval of an act on a comment</translation>
    </message>
    <message>
      <source>Penolakan tindakan pada komen</source>
      <translation>Refusal of an act on a comment</translation>
    </message>
    <message>
      <source>Akaun rasmi baharu</source>
      <translation>New official account</translation>
    </message>
    <message>
      <source>Akaun rasmi disambung</source>
      <translation>Official account connected</translation>
    </message>
    <message>
      <source>Akaun rasmi diputuskan</source>
      <translation>Official account disconnected</translation>
    </message>
    <message>
      <source>Maklumat akaun rasmi</source>
      <translation>Details of an official account</translation>
    </message>
    <message>
      <source>Dasar kelulusan akaun</source>
      <translation>Approval policy of an account</translation>
    </message>
    <message>
      <source>Percanggahan akaun diselesaikan</source>
      <translation>Conflict about an account settled</translation>
    </message>
    <message>
      <source>Percanggahan diselesaikan</source>
      <translation>Conflict settled</translation>
    </message>
    <message>
      <source>Latihan diserah</source>
      <translation>Exercise handed in</translation>
    </message>
    <message>
      <source>Eksport rekod latihan</source>
      <translation>Export of the training record</translation>
    </message>
    <message>
      <source>Mesej pengadu</source>
      <translation>Citizen’s message</translation>
    </message>
    <message>
      <source>kakitangan</source>
      <translation>staff</translation>
    </message>
    <message>
      <source>akaun rasmi</source>
      <translation>official accounts</translation>
    </message>
    <message>
      <source>pengadu</source>
      <translation>citizens</translation>
    </message>
    <message>
      <source>perbualan</source>
      <translation>conversations</translation>
    </message>
    <message>
      <source>mesej</source>
      <translation>messages</translation>
    </message>
    <message>
      <source>nota</source>
      <translation>notes</translation>
    </message>
    <message>
      <source>aduan</source>
      <translation>complaints</translation>
    </message>
    <message>
      <source>susulan aduan</source>
      <translation>follow-ups</translation>
    </message>
    <message>
      <source>gambar</source>
      <translation>photos</translation>
    </message>
    <message>
      <source>balasan</source>
      <translation>replies</translation>
    </message>
    <message>
      <source>versi balasan</source>
      <translation>versions of replies</translation>
    </message>
    <message>
      <source>kelulusan</source>
      <translation>approvals</translation>
    </message>
    <message>
      <source>pengesahan penerbit</source>
      <translation>publishers’ checks</translation>
    </message>
    <message>
      <source>penerbitan</source>
      <translation>publications</translation>
    </message>
    <message>
      <source>permohonan tindakan</source>
      <translation>requests to act</translation>
    </message>
    <message>
      <source>percanggahan</source>
      <translation>conflicts</translation>
    </message>
    <message>
      <source>meterai audit</source>
      <translation>audit seals</translation>
    </message>
    <message>
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <source>Kod penutupan</source>
      <translation>Closing code</translation>
    </message>
    <message>
      <source>Petugas</source>
      <translation>Assignee</translation>
    </message>
    <message>
      <source>Ditangguhkan hingga</source>
      <translation>Snoozed until</translation>
    </message>
    <message>
      <source>Tempoh maklum balas</source>
      <translation>Reply due</translation>
    </message>
    <message>
      <source>Dijawab pada</source>
      <translation>Answered at</translation>
    </message>
    <message>
      <source>Mesej terkini</source>
      <translation>Newest message</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>Labels</translation>
    </message>
    <message>
      <source>Segera</source>
      <translation>Urgent</translation>
    </message>
    <message>
      <source>Jenis</source>
      <translation>Kind</translation>
    </message>
    <message>
      <source>Bidang kuasa</source>
      <translation>Jurisdiction</translation>
    </message>
    <message>
      <source>Agensi</source>
      <translation>Agencies</translation>
    </message>
    <message>
      <source>Kategori</source>
      <translation>Category</translation>
    </message>
    <message>
      <source>Jalan</source>
      <translation>Road</translation>
    </message>
    <message>
      <source>Tempat</source>
      <translation>Place</translation>
    </message>
    <message>
      <source>Lokasi</source>
      <translation>Location</translation>
    </message>
    <message>
      <source>Pengadu</source>
      <translation>Complainant</translation>
    </message>
    <message>
      <source>Jenis pelanggan</source>
      <translation>Kind of customer</translation>
    </message>
    <message>
      <source>Ringkasan</source>
      <translation>Summary</translation>
    </message>
    <message>
      <source>No. aduan</source>
      <translation>Complaint no.</translation>
    </message>
    <message>
      <source>Dasar kelulusan</source>
      <translation>Approval policy</translation>
    </message>
    <message>
      <source>Sambungan</source>
      <translation>Connection</translation>
    </message>
    <message>
      <source>Nama akaun</source>
      <translation>Account name</translation>
    </message>
    <message>
      <source>Nama</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Digunakan dari</source>
      <translation>In use from</translation>
    </message>
    <message>
      <source>Digunakan hingga</source>
      <translation>In use until</translation>
    </message>
    <message>
      <source>Pemilik</source>
      <translation>Owner</translation>
    </message>
    <message>
      <source>Timbalan</source>
      <translation>Deputy</translation>
    </message>
    <message>
      <source>Keyakinan</source>
      <translation>Confidence</translation>
    </message>
    <message>
      <source>Bukti</source>
      <translation>Evidence</translation>
    </message>
    <message>
      <source>Ya</source>
      <translation>Yes</translation>
    </message>
    <message>
      <source>Tidak</source>
      <translation>No</translation>
    </message>
    <message>
      <source>(kosong)</source>
      <translation>(empty)</translation>
    </message>
    <message>
      <source>Orang lain menghantar versi balasan ini lebih dahulu.</source>
      <translation>Somebody else submitted this version of the reply first.</translation>
    </message>
    <message>
      <source>Versi balasan yang terdahulu belum sampai ke daftar bersama.</source>
      <translation>The earlier version of the reply has not reached the register yet.</translation>
    </message>
    <message>
      <source>Balasan itu sedang dihantar atau sudah diterbitkan.</source>
      <translation>The reply is being sent or is published already.</translation>
    </message>
    <message>
      <source>Balasan itu tidak lagi menunggu keputusan.</source>
      <translation>The reply does not wait for a decision any more.</translation>
    </message>
    <message>
      <source>Percanggahan itu belum sampai ke daftar bersama.</source>
      <translation>The conflict has not reached the register yet.</translation>
    </message>
    <message>
      <source>Tindakan ini terlalu besar untuk daftar bersama.</source>
      <translation>This action is too large for the register.</translation>
    </message>
    <message>
      <source>Daftar bersama belum mengenali tindakan ini; minta pentadbir menaik taraf.</source>
      <translation>The register does not know this action yet; ask an administrator to upgrade it.</translation>
    </message>
    <message>
      <source>Tindakan ini bukan milik anda pada daftar bersama.</source>
      <translation>On the register this action is not yours.</translation>
    </message>
    <message>
      <source>Hanya orang yang menulis balasan itu boleh menariknya balik.</source>
      <translation>Only who wrote the reply can withdraw it.</translation>
    </message>
    <message>
      <source>Orang yang menulis balasan tidak boleh meluluskannya.</source>
      <translation>Who wrote part of a reply cannot approve it.</translation>
    </message>
    <message>
      <source>Akaun itu sudah ditambah dengan butiran lain; sunting yang itu.</source>
      <translation>That account has been added already with other details; edit that one.</translation>
    </message>
    <message>
      <source>Akaun itu sudah bersambung; nama dan agensinya tidak dibetulkan lagi.</source>
      <translation>The account is connected; its name and agency are not corrected any more.</translation>
    </message>
    <message>
      <source>Pemilik atau timbalan akaun itu bukan orang daftar bersama ini.</source>
      <translation>The owner or deputy of that account is not a person of this shared register.</translation>
    </message>
    <message>
      <source>Keadaan balasan itu sudah pasti; tiada apa-apa untuk diputuskan.</source>
      <translation>What became of the reply is certain now; there is nothing to decide.</translation>
    </message>
    <message>
      <source>Peranan anda pada daftar bersama tidak membenarkan tindakan ini.</source>
      <translation>Your role on the register does not allow this action.</translation>
    </message>
    <message>
      <source>Nombor aduan itu bukan daripada blok komputer ini.</source>
      <translation>The complaint number is not from a block of this computer.</translation>
    </message>
    <message>
      <source>Status tidak boleh ditukar begitu daripada status semasa.</source>
      <translation>The status cannot be changed like that from the present one.</translation>
    </message>
    <message>
      <source>Perkara yang dirujuk belum sampai ke daftar bersama; ia dicuba semula secara automatik.</source>
      <translation>What it is about has not reached the register yet; it is tried again by itself.</translation>
    </message>
    <message>
      <source>Daftar bersama tidak menerima tindakan ini.</source>
      <translation>The register does not take this action.</translation>
    </message>
    <message>
      <source>{count} s lalu</source>
      <translation>{count} s ago</translation>
    </message>
    <message>
      <source>{time} lalu</source>
      <translation>{time} ago</translation>
    </message>
  </context>
  <context>
    <name>thread</name>
    <message>
      <source>Buka di {channel} ↗</source>
      <translation>Open on {channel} ↗</translation>
    </message>
    <message>
      <source>{channel} menyatakan: “{words}”</source>
      <translation>{channel} says: “{words}”</translation>
    </message>
    <message>
      <source>{count} catatan lebih awal – klik atau tekan Enter untuk memaparkan</source>
      <translation>Earlier entries: {count} – click or press Enter to show them</translation>
    </message>
    <message>
      <source>Nota dalaman · {author}</source>
      <translation>Internal note · {author}</translation>
    </message>
    <message>
      <source>Peribadi – hanya pengadu membacanya</source>
      <translation>Private – only the citizen reads it</translation>
    </message>
    <message>
      <source>Dihantar {time}</source>
      <translation>Sent {time}</translation>
    </message>
    <message>
      <source>Diterbitkan {time}</source>
      <translation>Published {time}</translation>
    </message>
    <message>
      <source>Disunting · dilihat {time}</source>
      <translation>Edited · seen {time}</translation>
    </message>
    <message>
      <source>Disunting · versi baharu di bawah</source>
      <translation>Edited · new version below</translation>
    </message>
    <message>
      <source>Tiada lagi di {channel} · dilihat {time}</source>
      <translation>No longer on {channel} · seen {time}</translation>
    </message>
    <message>
      <source>Kelihatan semula · dilihat {time}</source>
      <translation>Visible again · seen {time}</translation>
    </message>
    <message>
      <source>Sebelum disunting:</source>
      <translation>Before it was edited:</translation>
    </message>
    <message>
      <source>(dipendekkan – salin untuk membaca seluruhnya)</source>
      <translation>(shortened – copy it to read the whole)</translation>
    </message>
    <message>
      <source>Hari ini</source>
      <translation>Today</translation>
    </message>
    <message>
      <source>Semalam</source>
      <translation>Yesterday</translation>
    </message>
  </context>
  <context>
    <name>views</name>
    <message>
      <source>Hampir melebihi 24 jam</source>
      <translation>Nearing 24 hours</translation>
    </message>
    <message>
      <source>Lebuh raya bertol</source>
      <translation>Tolled expressways</translation>
    </message>
    <message>
      <source>Ditugaskan kepada saya</source>
      <translation>Assigned to me</translation>
    </message>
    <message>
      <source>Luar bidang kuasa</source>
      <translation>Outside jurisdiction</translation>
    </message>
  </context>
  <context>
    <name>words</name>
    <message>
      <source>Ralat yang tidak dijangka berlaku. Kerja anda disimpan; butirannya direkodkan untuk pembangun.</source>
      <translation>An unexpected error occurred. Your work is saved; the details are recorded for the developers.</translation>
    </message>
    <message>
      <source>Aduan</source>
      <translation>Complaint</translation>
    </message>
    <message>
      <source>Pertanyaan</source>
      <translation>Enquiry</translation>
    </message>
    <message>
      <source>Cadangan</source>
      <translation>Suggestion</translation>
    </message>
    <message>
      <source>Penghargaan</source>
      <translation>Appreciation</translation>
    </message>
    <message>
      <source>Maklumat trafik</source>
      <translation>Traffic information</translation>
    </message>
    <message>
      <source>Kata kesat</source>
      <translation>Abusive language</translation>
    </message>
    <message>
      <source>Spam</source>
      <translation>Spam</translation>
    </message>
    <message>
      <source>Lain-lain</source>
      <translation>Other</translation>
    </message>
    <message>
      <source>Siaran</source>
      <translation>Post</translation>
    </message>
    <message>
      <source>orang ini tidak menerima mesej daripada akaun kita</source>
      <translation>this person takes no messages from our account</translation>
    </message>
    <message>
      <source>rangkaian ini tiada mesej peribadi</source>
      <translation>this network has no private messages</translation>
    </message>
    <message>
      <source>ini mesej kita sendiri</source>
      <translation>this is our own message</translation>
    </message>
    <message>
      <source>tempoh yang dibenarkan oleh rangkaian telah tamat</source>
      <translation>the time the network allows is over</translation>
    </message>
    <message>
      <source>rangkaian membenarkan satu balasan peribadi bagi setiap komen, dan ia telah dihantar</source>
      <translation>the network allows one private reply to each comment, and it has been sent</translation>
    </message>
    <message>
      <source>rangkaian tidak memberitahu sama ada ia dibenarkan</source>
      <translation>the network does not tell whether it is allowed</translation>
    </message>
    <message>
      <source>Jalan Persekutuan</source>
      <translation>Federal road</translation>
    </message>
    <message>
      <source>Jalan Negeri</source>
      <translation>State road</translation>
    </message>
    <message>
      <source>Lebuh raya</source>
      <translation>Expressway</translation>
    </message>
    <message>
      <source>Dasar</source>
      <translation>Policy</translation>
    </message>
    <message>
      <source>Keselamatan</source>
      <translation>Safety</translation>
    </message>
    <message>
      <source>Luar bidang kuasa</source>
      <translation>Outside jurisdiction</translation>
    </message>
    <message>
      <source>Belum jelas</source>
      <translation>Not yet clear</translation>
    </message>
    <message>
      <source>Terbuka</source>
      <translation>Open</translation>
    </message>
    <message>
      <source>Menunggu</source>
      <translation>Waiting</translation>
    </message>
    <message>
      <source>Selesai</source>
      <translation>Done</translation>
    </message>
    <message>
      <source>Menunggu kelulusan</source>
      <translation>Waiting for approval</translation>
    </message>
    <message>
      <source>Dipulangkan</source>
      <translation>Returned</translation>
    </message>
    <message>
      <source>Diluluskan</source>
      <translation>Approved</translation>
    </message>
    <message>
      <source>Dibatalkan</source>
      <translation>Withdrawn</translation>
    </message>
    <message>
      <source>Menunggu dihantar</source>
      <translation>Waiting to be sent</translation>
    </message>
    <message>
      <source>Sedang disediakan</source>
      <translation>Being prepared</translation>
    </message>
    <message>
      <source>Sedang dihantar</source>
      <translation>Being sent</translation>
    </message>
    <message>
      <source>Diterbitkan</source>
      <translation>Published</translation>
    </message>
    <message>
      <source>Ditolak platform</source>
      <translation>Rejected by the platform</translation>
    </message>
    <message>
      <source>Tidak pasti – sedang disemak</source>
      <translation>Unsure – being checked</translation>
    </message>
    <message>
      <source>Draf tanpa nombor</source>
      <translation>Draft without a number</translation>
    </message>
    <message>
      <source>Didaftar</source>
      <translation>Registered</translation>
    </message>
    <message>
      <source>Menunggu maklumat</source>
      <translation>Waiting for information</translation>
    </message>
    <message>
      <source>Dipanjangkan</source>
      <translation>Forwarded</translation>
    </message>
    <message>
      <source>Diakui agensi</source>
      <translation>Acknowledged by the agency</translation>
    </message>
    <message>
      <source>Dalam siasatan</source>
      <translation>Under investigation</translation>
    </message>
    <message>
      <source>Dalam tindakan</source>
      <translation>In action</translation>
    </message>
    <message>
      <source>Menunggu pengesahan</source>
      <translation>Waiting for confirmation</translation>
    </message>
    <message>
      <source>Ditutup</source>
      <translation>Closed</translation>
    </message>
    <message>
      <source>Dibuka semula</source>
      <translation>Reopened</translation>
    </message>
    <message>
      <source>Dirujuk ke luar</source>
      <translation>Referred outside</translation>
    </message>
    <message>
      <source>Pendua</source>
      <translation>Duplicate</translation>
    </message>
    <message>
      <source>Selesai</source>
      <comment>kod penutupan</comment>
      <translation>Resolved</translation>
    </message>
    <message>
      <source>Selesai sementara</source>
      <translation>Temporarily resolved</translation>
    </message>
    <message>
      <source>Dirujuk kepada agensi lain</source>
      <translation>Referred to another agency</translation>
    </message>
    <message>
      <source>Maklumat tidak lengkap</source>
      <translation>Incomplete information</translation>
    </message>
    <message>
      <source>Tidak berasas</source>
      <translation>Unfounded</translation>
    </message>
    <message>
      <source>Ditarik balik oleh pengadu</source>
      <translation>Withdrawn by the complainant</translation>
    </message>
    <message>
      <source>Bukan aduan</source>
      <translation>Not a complaint</translation>
    </message>
    <message>
      <source>Sebelum</source>
      <translation>Before</translation>
    </message>
    <message>
      <source>Selepas</source>
      <translation>After</translation>
    </message>
    <message>
      <source>Nasihat</source>
      <translation>Advice</translation>
    </message>
    <message>
      <source>Perlu kelulusan</source>
      <translation>Needs approval</translation>
    </message>
    <message>
      <source>Tidak boleh dihantar</source>
      <translation>Cannot be sent</translation>
    </message>
    <message>
      <source>Pegawai</source>
      <translation>Officer</translation>
    </message>
    <message>
      <source>Penyelia</source>
      <translation>Supervisor</translation>
    </message>
    <message>
      <source>Pentadbir</source>
      <translation>Administrator</translation>
    </message>
    <message>
      <source>Penerbit</source>
      <translation>Publisher</translation>
    </message>
    <message>
      <source>Kelulusan bagi teks yang ditanda</source>
      <translation>Approval for flagged texts</translation>
    </message>
    <message>
      <source>Kelulusan bagi semua teks</source>
      <translation>Approval for all texts</translation>
    </message>
    <message>
      <source>Teks alt {place}: {message}</source>
      <translation>Alt text {place}: {message}</translation>
    </message>
    <message>
      <source>Suka {count}</source>
      <translation>Likes {count}</translation>
    </message>
    <message>
      <source>Ulasan {count}</source>
      <translation>Comments {count}</translation>
    </message>
    <message>
      <source>Kongsi {count}</source>
      <translation>Shares {count}</translation>
    </message>
    <message>
      <source>Tontonan {count}</source>
      <translation>Views {count}</translation>
    </message>
    <message>
      <source>setakat {day}</source>
      <translation>as of {day}</translation>
    </message>
    <message>
      <source>lewat {time}</source>
      <translation>late by {time}</translation>
    </message>
    <message>
      <source>{days} hari</source>
      <translation>{days} days</translation>
    </message>
    <message>
      <source>{hours}j</source>
      <translation>{hours}h</translation>
    </message>
    <message>
      <source>{hours}j {minutes}m</source>
      <translation>{hours}h {minutes}m</translation>
    </message>
    <message>
      <source>{minutes}m</source>
      <translation>{minutes}m</translation>
    </message>
    <message>
      <source>sebentar tadi</source>
      <translation>just now</translation>
    </message>
    <message>
      <source>{count} minit lalu</source>
      <translation>{count} min ago</translation>
    </message>
    <message>
      <source>{count} jam lalu</source>
      <translation>{count} h ago</translation>
    </message>
    <message>
      <source>{count} hari lalu</source>
      <translation>{count} d ago</translation>
    </message>
    <message>
      <source>ms_MY</source>
      <comment>nama locale bahasa antara muka</comment>
      <translation>en_GB</translation>
    </message>
  </context>
</TS>
