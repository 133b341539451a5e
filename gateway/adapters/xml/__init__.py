"""XML 1.0, read as a stranger's, checked by XML Schema, written as UTF-8."""

from gateway.adapters.xml.adapter import XmlAdapter

adapter = XmlAdapter()

__all__ = ["XmlAdapter", "adapter"]
