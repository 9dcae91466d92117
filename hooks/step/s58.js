// @bun
import{Y}from"./s102.js";var ta=`${Y}/project.json`,na=`${Y}/roadmap.json`,wu=`${Y}/research/`,yu=`${Y}/synthesis.md`,sa=`${Y}/codebase.md`,Op=["stack","features","architecture","pitfalls"],el="stage";
export{ta,na,wu,yu,sa,Op,el};
