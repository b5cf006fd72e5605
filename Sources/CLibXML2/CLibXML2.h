#pragma once
// Where libxml2 was built with ICU, its headers drag in the system's ICU headers, whose types clash with those of
// Foundation's own ICU. We use nothing of it: only a private field of a handler that we never touch depends on it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlwriter.h>
