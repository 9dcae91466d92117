// @bun
import{Aa,Wo}from"./s37.js";var a=[".env",".env.*","*.pem","*.key","*.p12","*.pfx","id_rsa*","id_ed25519*","*.kdbx",".npmrc",".netrc","credentials*.json","secrets.*"],i=[".env.example","*.pub"],Pa="left out: matches the deny list";function c(t){let n=t.map((e)=>Aa(e));return(e)=>n.some((s)=>s(e))}function Nt(t){let n=c(a),e=c(i),s=Wo(t);return(o)=>s(o)||o.toLowerCase().split("/").some((r)=>n(r)&&!e(r))}
export{Pa,Nt};
