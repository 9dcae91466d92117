// @bun
var a=/^<!-- *task: *(T\d{1,4}) +nonce: *([0-9a-f]{16,64}) *-->$/;function i(n){let t=n.startsWith("\uFEFF")?1:0;for(;;){let r=n.slice(t,t+4000).search(/[\r\n]/),s=r<0?Math.min(n.length,t+4000):t+r,e=r<0?s:s+(n.startsWith(`\r
`,s)?2:1);if(n.slice(t,s).trim()!==""||e>=n.length)return{start:t,end:s,next:e};t=e}}function $l(n){let{start:t,end:r}=i(n),s=a.exec(n.slice(t,r).trim());return s===null?null:{task:s[1],nonce:s[2]}}var Ae=(n)=>$l(n)===null?n:n.slice(i(n).next),He=({task:n,nonce:t})=>`<!-- task: ${n} nonce: ${t} -->`;
export{$l,Ae,He};
