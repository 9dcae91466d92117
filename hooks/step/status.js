// @bun
import{al,pg,fg}from"./s77.js";export{fg as lines,pg as own,al as viewOf};
