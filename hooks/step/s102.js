// @bun
var In=".planning",Y=".task/phases",zp=".planning/PROJECT.md";var Pu=".planning/config.json";
export{In,Y,zp,Pu};
