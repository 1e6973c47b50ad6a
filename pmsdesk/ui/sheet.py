"""Our own style sheet, laid over qt-material's (or over plain Fusion): no upper case, compact, a 2 px focus ring.

A widget asks for a manner with the dynamic property ``kind``:

- buttons: ``primary``, ``warning``, ``danger``, ``quiet`` (no border), ``chip`` (checkable filter), ``link``, ``pill``,
  ``outage``;
- labels: ``title``, ``big``, ``heading`` (small, above a group), ``strong``, ``mute``, ``small``, ``error``, ``key``;
- frames and plain widgets: ``page``, ``surface``, ``bar``, ``rail``, ``status``, ``pane``, ``card``, and the strips
  ``good``, ``warning``, ``bad``, ``note``, ``quote``.
"""

from collections.abc import Mapping
from pathlib import Path
from string import Template

SHEET = Template("""
QWidget { text-transform: none; }
QMainWindow, QDialog, QWidget[kind="page"] { background: $background; }
QDialog { background: $surface; }
QLabel { background: transparent; padding: 0; margin: 0; border: none; }
QToolTip { background: $ink; color: $surface; border: 1px solid $ink; border-radius: 4px; padding: 4px 6px; }

QLabel[kind="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[kind="big"] { font-size: ${big}pt; font-weight: 700; }
QLabel[kind="heading"] { font-size: ${small}pt; font-weight: 600; color: $mute; }
QLabel[kind="mute"] { color: $mute; }
QLabel[kind="small"] { font-size: ${small}pt; color: $mute; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="error"] { color: $bad; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:pressed { background: transparent;
    border: none; padding: 0; margin: 0; height: 16px; min-height: 0; }
QLabel[kind="key"] { font-size: ${small}pt; color: $mute; background: $surface; border: 1px solid $line;
    border-radius: 4px; padding: 0 5px; }

QWidget[kind="bar"], QWidget[kind="rail"], QWidget[kind="status"], QWidget[kind="pane"], QWidget[kind="surface"] {
    background: $surface; border: none; border-radius: 0; }
QWidget[kind="bar"] { border-bottom: 1px solid $line; }
QWidget[kind="rail"], QWidget[kind="pane"] { border-right: 1px solid $line; }
QWidget[kind="status"] { border-top: 1px solid $line; }
QFrame[kind="card"], QWidget[kind="card"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[kind="good"] { background: $good_soft; border: 1px solid $good; border-radius: 8px; }
QFrame[kind="warning"] { background: $warning_soft; border: 1px solid $warning; border-radius: 8px; }
QFrame[kind="bad"] { background: $bad_soft; border: 1px solid $bad; border-radius: 8px; }
QFrame[kind="quote"] { background: $background; border: 1px solid $line; border-radius: 8px; }
QFrame[kind="note"] { background: $primary_soft; border: 1px solid $primary; border-radius: 8px; }

QPushButton, QToolButton { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px;
    padding: 4px 11px; margin: 1px; height: ${line_px}px; min-height: ${line_px}px; font-weight: 600; }
QPushButton:hover, QToolButton:hover { background: $background; border-color: $mute; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked {
    background: $primary_soft; color: $primary; border-color: $primary; }
QPushButton:disabled, QToolButton:disabled { background: $background; color: $mute; border: 1px dashed $edge; }
QPushButton:focus, QToolButton:focus { border: 2px solid $primary; padding: 3px 10px; }
QPushButton[kind="primary"] { background: $primary; color: $on_primary; border: 1px solid $primary; }
QPushButton[kind="primary"]:hover { background: $primary_over; border-color: $primary_over; }
QPushButton[kind="warning"] { background: $warning; color: $on_primary; border: 1px solid $warning; }
QPushButton[kind="warning"]:hover { background: $warning_over; border-color: $warning_over; }
QPushButton[kind="danger"] { background: $bad; color: $on_primary; border: 1px solid $bad; }
QPushButton[kind="primary"]:focus, QPushButton[kind="warning"]:focus, QPushButton[kind="danger"]:focus {
    border: 2px solid $ink; }
QPushButton[kind="primary"]:disabled, QPushButton[kind="warning"]:disabled, QPushButton[kind="danger"]:disabled {
    background: $background; color: $mute; border: 1px dashed $edge; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { background: $background; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border: 2px solid $primary; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { background: transparent; color: $mute; }
QPushButton[kind="link"], QToolButton[kind="link"] { background: transparent; color: $primary;
    border: 1px solid transparent; padding: 1px 3px; font-weight: 400; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 2px solid $primary; padding: 0 2px; }
AccountDetails QPushButton[kind="link"] { margin: 0; padding: 0; }
KeyValues QPushButton[kind="link"] { margin: 0; padding: 0; height: ${line_px}px; min-height: 0; }
QPushButton[kind="chip"] { background: $surface; color: $mute; border: 1px solid $edge; border-radius: ${chip_px}px;
    padding: 1px 10px; font-weight: 400; }
QPushButton[kind="chip"]:hover { color: $ink; border-color: $mute; }
QPushButton[kind="chip"]:checked { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[kind="chip"]:focus { border: 2px solid $primary; padding: 0 9px; }
QPushButton[kind="chip"]:checked:focus { border: 2px solid $ink; }
QPushButton[kind="pill"] { background: $primary; color: $on_primary; border: 1px solid $primary;
    border-radius: ${chip_px}px; padding: 1px 12px; }
QPushButton[kind="pill"]:focus { border: 2px solid $ink; }
QPushButton[kind="outage"] { background: $warning_soft; color: $warning; border: 1px solid $warning_soft;
    padding: 1px 10px; border-radius: ${chip_px}px; }
QPushButton[kind="outage"]:hover { border-color: $warning; }
QPushButton[kind="outage"]:focus { border: 2px solid $warning; padding: 0 9px; }
QPushButton::menu-indicator, QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QTimeEdit, QDateTimeEdit, QComboBox,
QKeySequenceEdit { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 4px 9px;
    height: ${line_px}px; min-height: ${line_px}px;
    selection-background-color: $primary; selection-color: $on_primary; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover { border-color: $mute; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus,
QTimeEdit:focus, QDateTimeEdit:focus, QComboBox:focus { color: $ink; border: 2px solid $primary; padding: 3px 8px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled,
QDateTimeEdit:disabled {
    color: $mute; background: $background; border: 1px solid $edge; border-radius: 8px; padding: 4px 9px; }
QComboBox::down-arrow:disabled { image: url($pictures/down.svg); }
QLineEdit[kind="search"], QPushButton[kind="search"] { background: $background; }
QPushButton[kind="search"] { color: $mute; font-weight: 400; text-align: left; }
QPlainTextEdit[kind="bare"], QPlainTextEdit[kind="bare"]:focus { border: none; background: transparent; padding: 0; }
QLineEdit, QPlainTextEdit, QTextEdit { placeholder-text-color: $mute; }
QPlainTextEdit, QTextEdit { min-height: ${line_px}px; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    border: none; padding: 0 0 0 7px; background: transparent; border-radius: 0; }
QKeySequenceEdit { border: none; padding: 0; }

QComboBox::drop-down, QDateTimeEdit::drop-down { border: none; width: 22px; background: transparent; }
QComboBox::down-arrow, QComboBox::down-arrow:focus, QDateTimeEdit::down-arrow {
    image: url($pictures/down.svg); width: 12px; height: 12px; }
QComboBox QAbstractItemView, QComboBoxPrivateContainer { background: $surface; color: $ink; border: 1px solid $edge;
    padding: 2px; outline: 0; }
QComboBox QAbstractItemView::item { padding: 3px 6px; min-height: ${line_px}px; border: none; }
QComboBox QAbstractItemView::item:selected { background: $primary_soft; color: $ink; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: border; width: 20px; border: none;
    background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url($pictures/up.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url($pictures/down.svg); width: 10px; height: 10px; }

QCheckBox, QRadioButton { background: transparent; color: $ink; spacing: 8px; padding: 2px;
    border: 2px solid transparent;    border-radius: 4px; }
QCheckBox:focus, QRadioButton:focus { border-color: $primary; }
QCheckBox::indicator, QRadioButton::indicator { width: 14px; height: 14px; image: none; background: $surface;
    border: 1px solid $mute; border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:unchecked, QRadioButton::indicator:unchecked { image: none; }
QCheckBox, QRadioButton { height: ${line_px}px; min-height: ${line_px}px; }
QCheckBox::indicator:checked { image: url($pictures/check.svg); background: $primary; border-color: $primary; }
QRadioButton::indicator:checked { image: url($pictures/dot.svg); background: $primary; border-color: $primary; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: $background; border-color: $edge; }

QAbstractItemView { background: $surface; color: $ink; border: none; outline: 0;
    selection-background-color: $primary_soft; selection-color: $ink; alternate-background-color: $surface; }
QTableView, QTreeView, QListView { background: $surface; border: none; gridline-color: $line; padding: 0; }
QTableView:focus, QTreeView:focus, QListView:focus { border: none; }
QListView::item, QTableView::item, QTreeView::item { padding: 4px 8px; border: none; }
QTableView::item { border-bottom: 1px solid $line; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {
    background: $primary_soft; color: $ink; }
QListView::item:hover, QTableView::item:hover { background: $background; color: $ink; }
QTableView::item:selected:hover, QListView::item:selected:hover { background: $primary_soft; }
QTableView::item:focus, QListView::item:focus { border: 2px solid $primary; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QToolButton { border: none; padding: 2px 8px; }
QHeaderView, QHeaderView::section { background: $surface; color: $mute; border: none; font-size: ${small}pt;
    font-weight: 600; text-transform: none; }
QHeaderView::section { border-bottom: 1px solid $line; padding: 5px 8px; height: ${line_px}px; text-align: left; }
QTableCornerButton::section { background: $surface; border: none; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; border: none; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; border: none; }
QScrollBar::handle { background: $edge; border-radius: 4px; border: none; }
QScrollBar::handle:vertical { min-height: 32px; margin: 2px; width: 8px; }
QScrollBar::handle:horizontal { min-width: 32px; margin: 2px; height: 8px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $mute; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea, QScrollArea > QWidget > QWidget[kind="scrolled"] { background: transparent; border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; image: none; }
QSplitter::handle:vertical { height: 1px; image: none; }
QSplitter::handle:hover { background: $primary; }

QMenu { background: $surface; color: $ink; border: 1px solid $edge; border-radius: 8px; padding: 4px; }
QMenu::item { padding: 5px 18px 5px 10px; border: none; border-radius: 5px;
    color: $ink; background: transparent; }
QMenu::item:selected { background: $primary_soft; color: $ink; }
QMenu::item:disabled { color: $mute; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QProgressBar { background: $background; border: none; border-radius: 3px; height: 6px; text-align: center;
    color: $ink; }
QProgressBar::chunk { background: $primary; border-radius: 3px; }
QTabBar::tab { text-transform: none; background: transparent; color: $mute; padding: 6px 12px; border: none;
    border-bottom: 2px solid transparent; font-weight: 600; }
QTabBar::tab:selected { color: $primary; border-bottom: 2px solid $primary; }
QTabBar::tab:focus { border: 2px solid $primary; border-radius: 4px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
QGroupBox { border: 1px solid $line; border-radius: 8px; margin-top: 16px; padding: 10px; text-transform: none; }
QGroupBox::title { color: $mute; subcontrol-origin: margin; left: 8px; padding: 0 4px; text-transform: none; }
""")


PICTURES = {
    "down": ("mute", '<path d="M3 5l5 6 5-6" fill="none" stroke="{}" stroke-width="2"/>'),
    "up": ("mute", '<path d="M3 11l5-6 5 6" fill="none" stroke="{}" stroke-width="2"/>'),
    "check": ("on_primary", '<path d="M3 8l4 4 6-8" fill="none" stroke="{}" stroke-width="2.4"/>'),
    "dot": ("on_primary", '<circle cx="8" cy="8" r="4" fill="{}"/>'),
}


def sheet(values: Mapping[str, str], points: float, pictures: Path) -> str:
    """The style sheet for colour *values* (name → ``#rrggbb``) at a base size of *points*.

    Qt's style sheets take arrows and ticks from files only; they are written into the folder *pictures*.
    """
    pictures.mkdir(parents=True, exist_ok=True)
    for name, (colour, drawing) in PICTURES.items():
        path = pictures / f"{name}.svg"
        if not path.is_file():
            shape = drawing.format(values[colour])
            path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{shape}</svg>', "utf-8")
    line = round(points * 2)
    sizes = {"small": points * 0.86, "title": points * 1.16, "big": points * 1.9}
    return SHEET.substitute(
        values,
        line_px=str(line),
        chip_px=str((line + 4) // 2),
        pictures=pictures.as_posix(),
        **{name: f"{size:.2f}" for name, size in sizes.items()},
    )
