<?xml version="1.0" encoding="UTF-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>
<xsl:template match="/rss/channel">
<html lang="nl">
<head>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<title><xsl:value-of select="title"/></title>
<style>
:root{color-scheme:light dark}
body{font:1.125rem/1.6 system-ui,sans-serif;max-width:40rem;margin:0 auto;padding:1rem}
header{display:flex;gap:1rem;align-items:center;flex-wrap:wrap}
header img{width:7rem;height:7rem;border-radius:.5rem}
li{margin:1.5rem 0}ul{list-style:none;padding:0}audio{width:100%}
.note{border-left:.25rem solid;padding-left:.75rem}
</style>
</head>
<body>
<header><img alt=""><xsl:attribute name="src"><xsl:value-of select="itunes:image/@href"/></xsl:attribute></img>
<h1><xsl:value-of select="title"/></h1></header>
<p><xsl:value-of select="description"/></p>
<p class="note">Dit is een podcastfeed. Kopieer het adres van deze pagina naar een podcast-app om de afleveringen te volgen.</p>
<main><ul>
<xsl:for-each select="item">
<li><h2><xsl:choose>
<xsl:when test="link"><a><xsl:attribute name="href"><xsl:value-of select="link"/></xsl:attribute><xsl:value-of select="title"/></a></xsl:when>
<xsl:otherwise><xsl:value-of select="title"/></xsl:otherwise></xsl:choose></h2>
<p><xsl:value-of select="pubDate"/></p>
<audio controls="controls" preload="none"><xsl:attribute name="src"><xsl:value-of select="enclosure/@url"/></xsl:attribute></audio></li>
</xsl:for-each>
</ul></main>
</body>
</html>
</xsl:template>
</xsl:stylesheet>
