"""The hall's big screen: it follows the chair by itself."""
