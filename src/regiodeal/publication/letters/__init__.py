"""What a deal sends by mail: the words of a mailing in the house style of the deal, as HTML and as plain text."""
