' What tests/libreoffice runs inside of LibreOffice: one start for many workbooks.
' The job, named by STK_JOB, has a step a line, its words parted by tabs; in texts \n is a line end, \\ a backslash.
'   new                      an empty workbook
'   open URL [OPTIONS]       with OPTIONS: as CSV
'   set TAB CELL TEXT        the text, as text
'   type TAB CELL TEXT       as if it were typed: numbers, dates and formulas become such
'   format TAB RANGE CODE    a number format
'   note TAB CELL TEXT       a comment
'   sort TAB RANGE COLUMN    by that column (from 0), upwards
'   save URL FILTER [OPTIONS]
'   close
' What went wrong, or "done", is written to STK_JOB.log.

Dim oDoc As Object

Function Plain(sText As String) As String
	Dim s As String
	s = Replace(sText, "\\", Chr(1))
	s = Replace(s, "\n", Chr(10))
	Plain = Replace(s, Chr(1), "\")
End Function

Function Prop(sName As String, vValue) As Variant
	Dim p As New com.sun.star.beans.PropertyValue
	p.Name = sName
	p.Value = vValue
	Prop = p
End Function

Function Sheet(sName As String) As Object
	If sName = "1" Then
		Sheet = oDoc.Sheets.getByIndex(0)
	Else
		If Not oDoc.Sheets.hasByName(sName) Then oDoc.Sheets.insertNewByName(sName, oDoc.Sheets.Count)
		Sheet = oDoc.Sheets.getByName(sName)
	End If
End Function

Sub Format(sTab As String, sRange As String, sCode As String)
	Dim aLocale As New com.sun.star.lang.Locale
	Dim nKey As Long
	nKey = oDoc.NumberFormats.queryKey(sCode, aLocale, False)
	If nKey = -1 Then nKey = oDoc.NumberFormats.addNew(sCode, aLocale)
	Sheet(sTab).getCellRangeByName(sRange).NumberFormat = nKey
End Sub

Sub SortBy(oRange As Object, nColumn As Integer)
	Dim aFields(0) As New com.sun.star.table.TableSortField
	aFields(0).Field = nColumn
	aFields(0).IsAscending = True
	oRange.sort(Array(Prop("SortFields", aFields()), Prop("ContainsHeader", False)))
End Sub

Sub DoStep(aWords)
	Dim sOptions As String
	If UBound(aWords) > 1 Then sOptions = aWords(UBound(aWords))
	Select Case aWords(0)
	Case "new"
		oDoc = StarDesktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, Array(Prop("Hidden", True)))
	Case "open"
		If sOptions <> "" Then
			oDoc = StarDesktop.loadComponentFromURL(aWords(1), "_blank", 0, Array(Prop("Hidden", True), _
				Prop("FilterName", "Text - txt - csv (StarCalc)"), Prop("FilterOptions", sOptions)))
		Else
			oDoc = StarDesktop.loadComponentFromURL(aWords(1), "_blank", 0, Array(Prop("Hidden", True)))
		End If
		If IsNull(oDoc) Then Error 53
	Case "set"
		Sheet(aWords(1)).getCellRangeByName(aWords(2)).getCellByPosition(0, 0).setString(Plain(aWords(3)))
	Case "type"
		Sheet(aWords(1)).getCellRangeByName(aWords(2)).getCellByPosition(0, 0).FormulaLocal = Plain(aWords(3))
	Case "format"
		Format(aWords(1), aWords(2), aWords(3))
	Case "note"
		Sheet(aWords(1)).Annotations.insertNew( _
			Sheet(aWords(1)).getCellRangeByName(aWords(2)).getCellByPosition(0, 0).CellAddress, Plain(aWords(3)))
	Case "sort"
		SortBy(Sheet(aWords(1)).getCellRangeByName(aWords(2)), CInt(aWords(3)))
	Case "save"
		If UBound(aWords) < 3 Then sOptions = ""
		oDoc.storeToURL(aWords(1), Array(Prop("FilterName", aWords(2)), Prop("FilterOptions", sOptions)))
	Case "close"
		oDoc.close(True)
	Case Else
		Error 5
	End Select
End Sub

Sub Main
	Dim oFiles As Object, oText As Object, sJob As String, sLine As String, sSaid As String
	Dim oOut As Object, oStream As Object
	sJob = ConvertToURL(Environ("STK_JOB"))
	oFiles = createUnoService("com.sun.star.ucb.SimpleFileAccess")
	On Error GoTo Failed
	oText = createUnoService("com.sun.star.io.TextInputStream")
	oText.setInputStream(oFiles.openFileRead(sJob))
	oText.setEncoding("UTF-8")
	Do While Not oText.isEOF()
		sLine = oText.readLine()
		If sLine <> "" Then DoStep(Split(sLine, Chr(9)))
	Loop
	sSaid = "done"
	GoTo Over
Failed:
	sSaid = sLine & ": " & Error()
	Resume Over
Over:
	On Error Resume Next
	oOut = createUnoService("com.sun.star.io.TextOutputStream")
	oStream = oFiles.openFileReadWrite(sJob & ".log")
	oOut.setOutputStream(oStream.getOutputStream())
	oOut.setEncoding("UTF-8")
	oOut.writeString(sSaid & Chr(10))
	oOut.closeOutput()
	StarDesktop.terminate()
End Sub
