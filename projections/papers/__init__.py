"""What comes out on paper and as workbooks: figures of one moment, put into words."""
